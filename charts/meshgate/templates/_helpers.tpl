{{/* The operator's namespace. */}}
{{- define "meshgate.operatorNamespace" -}}
{{- .Values.namespaces.operator.name | default .Release.Namespace -}}
{{- end -}}

{{/* The daemons' namespace. */}}
{{- define "meshgate.nodesNamespace" -}}
{{- .Values.namespaces.nodes.name -}}
{{- end -}}

{{/* Labels of every object; the argument is a list of the root and, where the object is part of one, a component. */}}
{{- define "meshgate.labels" -}}
{{- $root := index . 0 -}}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/part-of: meshgate
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
{{- if gt (len .) 1 }}
{{ include "meshgate.selectorLabels" (index . 1) }}
{{- end }}
{{- with $root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* By which a component's pods are found. They never change: selectors are immutable. There is one MeshGate in a cluster. */}}
{{- define "meshgate.selectorLabels" -}}
app.kubernetes.io/name: meshgate
app.kubernetes.io/component: {{ . }}
{{- end -}}

{{/* The reference of an image; the argument is a list of the root and the image's values. */}}
{{- define "meshgate.image" -}}
{{- $root := index . 0 -}}
{{- $image := index . 1 -}}
{{- $name := $image.repository -}}
{{- if and $root.Values.image.registry (not (regexMatch "^(localhost|[^/]*[.:][^/]*)/" $name)) -}}
{{- $name = printf "%s/%s" (trimSuffix "/" $root.Values.image.registry) $name -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $name $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name ($image.tag | default $root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* The image of wireguard-go: the daemon's, unless it has values of its own. */}}
{{- define "meshgate.wireguardGoImage" -}}
{{- $own := .Values.wireguardGo.image -}}
{{- if or $own.repository $own.tag $own.digest -}}
{{- include "meshgate.image" (list . (dict "repository" ($own.repository | default .Values.noded.image.repository) "tag" $own.tag "digest" $own.digest)) -}}
{{- else -}}
{{- include "meshgate.image" (list . .Values.noded.image) -}}
{{- end -}}
{{- end -}}

{{/* mesh.nodeSelector as a map, in YAML. */}}
{{- define "meshgate.nodeSelector" -}}
{{- $labels := dict -}}
{{- range compact (splitList "," .Values.mesh.nodeSelector) -}}
{{- $pair := splitn "=" 2 (trim .) -}}
{{- $_ := set $labels $pair._0 $pair._1 -}}
{{- end -}}
{{- toYaml $labels -}}
{{- end -}}

{{/* Whether daemons run in the cluster: "true" or nothing. */}}
{{- define "meshgate.hasNodes" -}}
{{- if and .Values.noded.enabled .Values.mesh.nodeSelector -}}true{{- end -}}
{{- end -}}

{{/* The address at which the daemon serves metrics and health. */}}
{{- define "meshgate.nodedMetricsAddress" -}}
{{- if .Values.noded.metrics.address -}}
{{- .Values.noded.metrics.address -}}
{{- else if or .Values.monitoring.podMonitor.enabled .Values.monitoring.serviceMonitor.enabled -}}
$(HOST_IP)
{{- else -}}
127.0.0.1
{{- end -}}
{{- end -}}

{{/* Where the kubelet asks for health: loopback, where that alone is served. */}}
{{- define "meshgate.nodedProbeHost" -}}
{{- $address := include "meshgate.nodedMetricsAddress" . -}}
{{- if has $address (list "127.0.0.1" "localhost" "[::1]") -}}
host: {{ $address | trimPrefix "[" | trimSuffix "]" | quote }}
{{- end -}}
{{- end -}}

{{/* Whether an address is reached from within the pod alone: "true" or nothing. */}}
{{- define "meshgate.isLoopback" -}}
{{- if has . (list "127.0.0.1" "[::1]") -}}true{{- end -}}
{{- end -}}

{{/* What no container may do. */}}
{{- define "meshgate.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Parts of a pod that every workload has; the argument is a list of the root and the workload's values. */}}
{{- define "meshgate.placement" -}}
{{- $root := index . 0 -}}
{{- $values := index . 1 -}}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Takes the CEL rules out of a schema, for servers that do not know them; the argument is changed. */}}
{{- define "meshgate.dropRules" -}}
{{- if kindIs "map" . -}}
{{- if kindIs "slice" (get . "x-kubernetes-validations") -}}{{- $_ := unset . "x-kubernetes-validations" -}}{{- end -}}
{{- range . -}}{{- include "meshgate.dropRules" . -}}{{- end -}}
{{- else if kindIs "slice" . -}}
{{- range . -}}{{- include "meshgate.dropRules" . -}}{{- end -}}
{{- end -}}
{{- end -}}

{{/*
The objects of a file that follows from MeshGate's code (files/, written by `make manifests`), with this release's labels and namespaces.
The argument is a dict: root, file, and optionally annotations and without, a kind to leave out.
*/}}
{{- define "meshgate.objects" -}}
{{- $root := .root -}}
{{- $text := $root.Files.Get .file -}}
{{- if not $text -}}{{- fail (printf "the chart lacks %s" .file) -}}{{- end -}}
{{- $text = $text | replace "meshgate-nodes" (include "meshgate.nodesNamespace" $root) | replace "meshgate-system" (include "meshgate.operatorNamespace" $root) -}}
{{- $annotations := .annotations -}}
{{- range $document := splitList "---\n" $text -}}
{{- if trim $document -}}
{{- $object := fromYaml $document -}}
{{- $metadata := $object.metadata -}}
{{- $_ := set $metadata "labels" (merge (dict) ($metadata.labels | default dict) (fromYaml (include "meshgate.labels" (list $root)))) -}}
{{- with $annotations -}}{{- $_ := set $metadata "annotations" . -}}{{- end -}}
{{- if not (semverCompare ">=1.25.0-0" $root.Capabilities.KubeVersion.Version) -}}{{- include "meshgate.dropRules" $object -}}{{- end }}
---
{{ toYaml $object }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
Environment variables for traces, of the values "traces" of a component; nothing while they are off. Values that an upgrade kept may lack them,
or all but the endpoint.
*/}}
{{- define "meshgate.traces" -}}
{{- $traces := . | default dict -}}
{{- if $traces.endpoint }}
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ $traces.endpoint | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ $traces.protocol | default "grpc" }}
{{- if and (hasKey $traces "ratio") (lt (float64 $traces.ratio) 1.0) }}
- name: OTEL_TRACES_SAMPLER
  value: parentbased_traceidratio
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ $traces.ratio | quote }}
{{- end }}
{{- end }}
{{- end }}
