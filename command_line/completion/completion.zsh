#compdef @program@
# zsh completion for @program@, made by `@program@ completion zsh`.
# Install it as _@program@ in a folder of $fpath, or source it after compinit.

# For values such as "junit=FILE": the part before the sign, then a file.
_@id@_assignment() {
  if compset -P '*='; then
    _files
  else
    compadd -S '' -- "$@"
  fi
}

_@program@() {
  local curcontext=$curcontext command= state state_descr line
  local -A opt_args
  local -a known own specs  # not "commands" or "options", which are zsh's own
  local -i i=2
  known=(
@commands@
  )
  own=(
@own@
  )
  while ((i < CURRENT)); do
    case $words[i] in
      (@value_options@) ((i += 2)) ;;
      (@own_options@) ((i += 1)) ;;
      (*) break ;;
    esac
  done
  if ((i < CURRENT)); then
    case $words[i] in
      (@command_names@)
        command=$words[i]
        words=("${(@)words[i,-1]}")
        ((CURRENT -= i - 1))
        ;;
      (*) command=@default@ ;;
    esac
  fi
  case $command in
    (@takers@)
      i=${words[(i)--]}
      if ((i < CURRENT)); then
        words=("${(@)words[i + 1,-1]}")
        ((CURRENT -= i))
        _normal
        return
      fi
      ;;
  esac
  case ${command:-@default@} in
@options@
  esac
  if [[ -n $command ]]; then
    _arguments -S : $own $specs
  else
    # Operands are those of a command; here one is named first.
    _arguments -C -S : $own ${specs:#(|\*):*} '1: :->command' && return
    [[ $state == command ]] && _describe -t commands command known
  fi
}

# Sourced, it announces itself; as a file in $fpath it is the body of the function.
if [[ $funcstack[1] == _@program@ ]]; then
  _@program@ "$@"
else
  compdef _@program@ @program@
fi
