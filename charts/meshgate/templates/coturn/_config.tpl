{{/* coturn's configuration; the argument is a list of the root and the shared secret. */}}
{{- define "meshgate.turnserverConf" -}}
{{- $values := (index . 0).Values.coturn -}}
listening-port={{ $values.port }}
min-port={{ $values.relayPorts.min }}
max-port={{ $values.relayPorts.max }}
realm={{ $values.realm }}
use-auth-secret
static-auth-secret={{ index . 1 }}
no-tls
no-dtls
no-cli
no-multicast-peers
{{- range $values.deniedPeers }}
denied-peer-ip={{ . }}
{{- end }}
{{- with $values.externalIP }}
external-ip={{ . }}
{{- end }}
log-file=stdout
simple-log
pidfile=/tmp/turnserver.pid
userdb=/tmp/turndb
{{- range $values.extraConfig }}
{{ . }}
{{- end }}
{{- end -}}
