{{/* Components with metrics and their namespaces, in YAML; each is also the name of its values. */}}
{{- define "meshgate.scraped" -}}
operator: {{ include "meshgate.operatorNamespace" . }}
{{- if include "meshgate.hasNodes" . }}
noded: {{ include "meshgate.nodesNamespace" . }}
{{- end }}
{{- end -}}
