namespace MeshGate.Cli.Completion;

/// <summary>Scripts by which a shell asks for completions.</summary>
public static class CompletionScripts
{
    /// <summary>The shells that have one, and kubectl.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["zsh"] = Zsh,
        ["fish"] = Fish,
        ["kubectl"] = Kubectl,
    };

    private const string Bash = """
        # bash completion of meshgate: source <(meshgate completion bash)
        _meshgate_complete() {
          local line current
          current=${COMP_WORDS[COMP_CWORD]}
          COMPREPLY=()
          while IFS= read -r line; do
            [[ $line == :* ]] && continue
            COMPREPLY+=("${line%%$'\t'*}")
          done < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null)
        }
        complete -F _meshgate_complete meshgate
        """;

    private const string Zsh = """
        #compdef meshgate
        # zsh completion of meshgate: source <(meshgate completion zsh), after compinit
        _meshgate() {
          local line
          local -a found
          while IFS= read -r line; do
            [[ $line == :* ]] && continue
            found+=("${${line%%$'\t'*}//:/\\:}${${(M)line:#*$'\t'*}:+:${line#*$'\t'}}")
          done < <("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)
          _describe 'meshgate' found
        }
        compdef _meshgate meshgate
        """;

    private const string Fish = """
        # fish completion of meshgate: meshgate completion fish | source
        function __meshgate_complete
          set -l words (commandline -opc) (commandline -ct)
          $words[1] __complete $words[2..-1] 2>/dev/null | string match -v ':*'
        end
        complete -c meshgate -f -a '(__meshgate_complete)'
        """;

    private const string Kubectl = """
        #!/bin/sh
        # kubectl's completion of the plugin: put this on the PATH as kubectl_complete-meshgate, executable (kubectl 1.26 and later).
        exec kubectl-meshgate __complete "$@"
        """;
}
