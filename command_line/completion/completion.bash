# bash completion for @program@, made by `@program@ completion bash`.
# Install it as @program@ in the completions folder of bash-completion, or source it.

# For "COMMAND --option" or "COMMAND VALUE": the kind of value, and the words that may stand there.
_@id@_value() {
  case $1 in
@values@
    *) return 1 ;;
  esac
}

_@id@_options() {
  case $1 in
@options@
  esac
}

# Replies with those of some words that begin like $1.
_@id@_reply() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    [[ $word == *= ]] && compopt -o nospace 2>/dev/null
    # Readline replaces only what stands after its last break ("=").
    [[ -n $word ]] && COMPREPLY+=("${word#"$2"}")
  done < <(compgen -W "$3" -- "$1")
}

# Completes a value of a kind.
_@id@_complete_value() {
  local kind=$1 words=$2 current=$3 glued=$4
  case $kind in
    file)
      if [[ -n $words && $current != *=* ]]; then
        _@id@_reply "$current" "$glued" "$words"
      else
        compopt -o default 2>/dev/null
      fi
      ;;
    folder) compopt -o dirnames 2>/dev/null ;;
    program)
      if [[ $current == */* ]]; then
        compopt -o default 2>/dev/null
      else
        while IFS= read -r words; do COMPREPLY+=("$words"); done < <(compgen -c -- "$current")
      fi
      ;;
    *) _@id@_reply "$current" "$glued" "$words" ;;
  esac
}

_@id@() {
  local words=() piece i
  # Readline breaks words at "=" and ":"; here they are whole again.
  for ((i = 0; i <= COMP_CWORD; ++i)); do
    piece=${COMP_WORDS[i]}
    if ((i > 1)) && [[ -n $piece && -z ${piece//[=:]/} || ${COMP_WORDS[i - 1]} == [=:] ]]; then
      words[${#words[@]} - 1]+=$piece
    else
      words+=("$piece")
    fi
  done
  local last=$((${#words[@]} - 1))
  local current=${words[last]} glued=
  piece=${COMP_WORDS[COMP_CWORD]}
  [[ $piece == [=:] ]] && piece=
  glued=${current%"$piece"}
  COMPREPLY=()

  local command='' previous=${words[last - 1]}
  for ((i = 1; i < last; ++i)); do
    case ${words[i]} in
      @value_options@) ((++i)) ;;
      @own_options@) ;;
      @commands@) command=${words[i]}; break ;;
      *) command=@default@; break ;;
    esac
  done
  case $command in
    @takers@)
      for ((i = 2; i < last; ++i)); do
        [[ ${words[i]} == -- ]] || continue
        if ((i == last - 1)); then
          _@id@_complete_value program '' "$current" "$glued"
        else
          compopt -o default 2>/dev/null
        fi
        return
      done
      ;;
  esac

  local value
  # What may be an option's value when no command is named belongs to the one that is meant then.
  if [[ $current == --*=* ]] && value=$(_@id@_value "${command:-@default@} ${current%%=*}"); then
    _@id@_complete_value "${value%% *}" "${value#* }" "${current#*=}" "${glued#*=}"
  elif [[ $previous == -* ]] && value=$(_@id@_value "${command:-@default@} $previous"); then
    _@id@_complete_value "${value%% *}" "${value#* }" "$current" "$glued"
  elif [[ $current == -* ]]; then
    _@id@_reply "$current" "$glued" "@own_words@ $(_@id@_options "${command:-@default@}")"
  elif [[ -z $command ]]; then
    _@id@_reply "$current" "$glued" "@command_words@"
  elif value=$(_@id@_value "$command OPERAND"); then
    _@id@_complete_value "${value%% *}" "${value#* }" "$current" "$glued"
  fi
}
complete -F _@id@ @program@
