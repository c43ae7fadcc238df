# fish completion for @program@, made by `@program@ completion fish`.
# Install it as @program@.fish in a folder of $fish_complete_path, or source it.

# Prints the command that is named, or the one that is meant when none is; nothing while none is.
function __@id@_command
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case @value_options@
                set -e words[1]
            case @own_options@
            case @commands@
                echo $words[1]
                return
            case '*'
                echo @default@
                return
        end
        set -e words[1]
    end
end

function __@id@_at_start
    test -z (__@id@_command)""
end

# Whether one of these commands is meant, and its own words are being typed.
function __@id@_in
    __@id@_after_dashes; and return 1
    set -l command (__@id@_command)
    test -n "$command"; or set command @default@
    contains -- "$command" $argv
end

# The same, when operands may come: not while a command may be named.
function __@id@_operand_of
    __@id@_at_start; and return 1
    __@id@_in $argv
end

function __@id@_after_dashes
    contains -- (__@id@_command)"" @takers@; and contains -- -- (commandline -opc)
end

# What the program after "--" would be completed with.
function __@id@_program
    set -l words (commandline -opc)
    set -l dashes (contains -i -- -- $words)
    set -e words[1..$dashes]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end

complete -c @program@ -f
complete -c @program@ -n __@id@_after_dashes -a '(__@id@_program)'
@completions@
