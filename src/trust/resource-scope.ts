/** Whether a request without a namespace means "all namespaces": Kubernetes' own resources are known, those of extensions are not. */

const NAMESPACED = new Set([
  'bindings', 'configmaps', 'endpoints', 'events', 'limitranges', 'persistentvolumeclaims', 'pods', 'podtemplates', 'replicationcontrollers',
  'resourcequotas', 'secrets', 'serviceaccounts', 'services', 'controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets',
  'horizontalpodautoscalers', 'cronjobs', 'jobs', 'leases', 'endpointslices', 'ingresses', 'networkpolicies', 'poddisruptionbudgets',
  'rolebindings', 'roles', 'csistoragecapacities', 'localsubjectaccessreviews', 'resourceclaims', 'resourceclaimtemplates',
]);

const CLUSTER_WIDE = new Set([
  'nodes', 'namespaces', 'persistentvolumes', 'componentstatuses', 'mutatingwebhookconfigurations', 'validatingwebhookconfigurations',
  'validatingadmissionpolicies', 'validatingadmissionpolicybindings', 'customresourcedefinitions', 'apiservices', 'certificatesigningrequests',
  'clustertrustbundles', 'flowschemas', 'prioritylevelconfigurations', 'ingressclasses', 'runtimeclasses', 'clusterroles', 'clusterrolebindings',
  'priorityclasses', 'csidrivers', 'csinodes', 'storageclasses', 'volumeattachments', 'volumeattributesclasses', 'ipaddresses', 'servicecidrs',
  'tokenreviews', 'selfsubjectreviews', 'subjectaccessreviews', 'selfsubjectaccessreviews', 'selfsubjectrulesreviews', 'deviceclasses', 'resourceslices',
]);

/** How the reach of a request without namespace and name is said; empty where there is nothing to say. */
export function reachInWords(resource: string): string {
  if (NAMESPACED.has(resource)) return ' in all namespaces';
  return CLUSTER_WIDE.has(resource) ? '' : ' in the whole cluster';
}
