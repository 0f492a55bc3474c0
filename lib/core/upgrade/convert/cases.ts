/** Manifests as people wrote them, one for each API that can be rewritten, for the tests of conversion. */

/** Each is one YAML document whose names are unique for its kind. */
export const oldManifests: readonly string[] = [
  `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: extensions-ingress
  namespace: default
  annotations:
    kubernetes.io/ingress.class: nginx # the old way
spec:
  backend: {serviceName: fallback, servicePort: 80}
  rules:
  # the shop
  - host: shop.example.com
    http:
      paths:
      - path: /
        backend:
          serviceName: web
          servicePort: http
      - path: /api
        pathType: Prefix
        backend:
          serviceName: api
          servicePort: 8080
status:
  loadBalancer: {}
`,
  `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: {name: ingress, namespace: default}
spec:
  ingressClassName: nginx
  backend:
    resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: static}
`,
  `apiVersion: networking.k8s.io/v1beta1
kind: IngressClass
metadata: {name: class}
spec: {controller: example.com/ingress}
`,
  `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: empty, namespace: default}
spec: {minAvailable: 1, selector: {}}
`,
  `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: budget, namespace: default}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {app: web}
`,
  ...["v1beta1", "v2alpha1"].map(
    (version) => `apiVersion: batch/${version}
kind: CronJob
metadata: {name: nightly-${version}, namespace: default}
spec:
  schedule: "CRON_TZ=Europe/Rome 0 3 * * *" # at night
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
          - name: job
            image: example.com/job
`,
  ),
  `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: {name: old-metrics, namespace: default}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
  metrics:
  - type: Resource
    resource: {name: cpu, targetAverageUtilization: 80}
  - type: Resource
    resource: {name: memory, targetAverageValue: 200Mi}
  - type: ContainerResource
    containerResource: {name: cpu, container: web, targetAverageUtilization: 60}
  - type: Pods
    pods: {metricName: requests, targetAverageValue: "10", selector: {matchLabels: {a: b}}}
  - type: Object
    object:
      target: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: main}
      metricName: hits
      targetValue: 2k
  - type: Object
    object:
      target: {apiVersion: networking.k8s.io/v1, kind: Ingress, name: main}
      metricName: hits
      targetValue: "0"
      averageValue: "3"
  - type: External
    external: {metricName: queue, metricSelector: {matchLabels: {q: mail}}, targetAverageValue: "30"}
`,
  `apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata: {name: new-metrics, namespace: default}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  maxReplicas: 5
  metrics:
  - type: Resource
    resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}
  behavior:
    scaleDown: {selectPolicy: Disabled}
`,
  `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  version: v1
  names: {plural: widgets, kind: Widget}
  subresources: {status: {}}
  additionalPrinterColumns:
  - {name: Size, type: string, JSONPath: .spec.size}
  validation:
    openAPIV3Schema:
      properties:
        spec:
          properties:
            size: {type: string}
            ports: {items: {type: integer}}
            anything: {}
`,
  `apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata: {name: gadgets.sigs.k8s.io}
spec:
  group: sigs.k8s.io
  scope: Cluster
  preserveUnknownFields: false
  names: {plural: gadgets, kind: Gadget}
  versions:
  - {name: v1, served: true, storage: true}
  - name: v1beta1
    served: true
    storage: false
    additionalPrinterColumns:
    - {name: Size, type: string, JSONPath: .spec.size}
  conversion:
    strategy: Webhook
    webhookClientConfig: {service: {name: convert, namespace: default}}
`,
  ...["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"].map(
    (kind) => `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ${kind}
metadata: {name: hook}
webhooks:
- name: hook.example.com
  clientConfig: {service: {name: hook, namespace: default}}
  rules:
  - {apiGroups: [apps], apiVersions: [v1], resources: [deployments], operations: [CREATE]}
`,
  ),
  ...[
    ["extensions/v1beta1", "Deployment"],
    ["apps/v1beta1", "Deployment"],
    ["apps/v1beta2", "Deployment"],
    ["extensions/v1beta1", "DaemonSet"],
    ["apps/v1beta2", "DaemonSet"],
    ["extensions/v1beta1", "ReplicaSet"],
    ["apps/v1beta2", "ReplicaSet"],
    ["apps/v1beta1", "StatefulSet"],
    ["apps/v1beta2", "StatefulSet"],
  ].map(
    ([apiVersion = "", kind = ""]) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${apiVersion.replace("/", "-")}
  namespace: default
spec:
${kind === "StatefulSet" ? "  serviceName: web\n" : ""}${apiVersion.endsWith("v1beta1") ? "" : "  selector: {matchLabels: {app: web}}\n"}${apiVersion.endsWith("v1beta1") && kind === "Deployment" ? "  rollbackTo: {revision: 1}\n" : ""}  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      # the only one
      - name: web
        image: example.com/web
`,
  ),
  ...["apps/v1beta1", "apps/v1beta2"].map(
    (apiVersion) => `apiVersion: ${apiVersion}
kind: ControllerRevision
metadata: {name: ${apiVersion.replace("/", "-")}, namespace: default}
revision: 1
data: {spec: {}}
`,
  ),
  `apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata: {name: deny, namespace: default}
spec: {podSelector: {}}
`,
  ...["v1alpha1", "v1beta1"].flatMap((version) => [
    `apiVersion: rbac.authorization.k8s.io/${version}
kind: Role
metadata: {name: role-${version}, namespace: default}
rules:
- {apiGroups: [""], resources: [pods], verbs: [get]}
`,
    `apiVersion: rbac.authorization.k8s.io/${version}
kind: ClusterRole
metadata: {name: role-${version}}
rules:
- {nonResourceURLs: [/healthz], verbs: [get]}
`,
    ...["RoleBinding", "ClusterRoleBinding"].map(
      (kind) => `apiVersion: rbac.authorization.k8s.io/${version}
kind: ${kind}
metadata: {name: binding-${version}${kind === "RoleBinding" ? ", namespace: default" : ""}}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
- {kind: User, ${version === "v1alpha1" ? "apiVersion: rbac.authorization.k8s.io/v1alpha1, name: '*'" : "apiGroup: rbac.authorization.k8s.io, name: jane"}}
- {kind: ServiceAccount, name: default, namespace: default}
`,
    ),
  ]),
  `apiVersion: certificates.k8s.io/v1beta1
kind: CertificateSigningRequest
metadata: {name: request}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIS01IRUNBUUF3RHpFTk1Bc0dBMVVFQXd3RWFtRnVaVEJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5QXdFSApBMElBQkIzTFIwSml4VTM3Q1U4VnphNE41cTdKK1ZuUUYxdEpwd1c5YkZsMExJbWpmWUh4MFNyWGNOWE1yME02ClJrcDJid2g1dXhIREhlS0t2TUl1czg4Y0lVcWdBREFLQmdncWhrak9QUVFEQWdOSkFEQkdBaUVBK2hLdGJjbEYKRkx4bkUrTE9GYU1hYXhyOEFya0xncUJHaHcyS0N1clJyNWNDSVFESENjUWlLUHQxdWtLTG42SVVkK0RyeVdrUQpUUWZVaHNYVlBOM0t0UjR4SlE9PQotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K
  usages: [client auth]
`,
  `apiVersion: coordination.k8s.io/v1beta1
kind: Lease
metadata: {name: lease, namespace: default}
spec: {holderIdentity: me, leaseDurationSeconds: 15}
`,
  `apiVersion: discovery.k8s.io/v1beta1
kind: EndpointSlice
metadata: {name: slice, namespace: default}
addressType: IPv4
endpoints:
- addresses: [10.0.0.1]
  topology: {kubernetes.io/hostname: node-1, topology.kubernetes.io/zone: a, topology.kubernetes.io/region: r}
ports: [{port: 80, name: "", protocol: TCP}]
`,
  `apiVersion: discovery.k8s.io/v1alpha1
kind: EndpointSlice
metadata: {name: slice-alpha, namespace: default}
addressType: IP
endpoints: [{addresses: [10.0.0.1]}]
ports: [{port: 80}]
`,
  ...["v1alpha1", "v1beta1", "v1beta2", "v1beta3"].flatMap((version) => [
    `apiVersion: flowcontrol.apiserver.k8s.io/${version}
kind: FlowSchema
metadata: {name: flow-${version}}
spec:
  priorityLevelConfiguration: {name: workload-low}
  matchingPrecedence: 900
  rules:
  - subjects: [{kind: Group, group: {name: team}}]
    nonResourceRules: [{nonResourceURLs: ["/metrics"], verbs: [get]}]
`,
    `apiVersion: flowcontrol.apiserver.k8s.io/${version}
kind: PriorityLevelConfiguration
metadata: {name: level-${version}}
spec:
  type: Limited
  limited:
    ${version === "v1beta3" ? "nominalConcurrencyShares: 0" : "assuredConcurrencyShares: 10"}
    limitResponse: {type: Reject}
`,
  ]),
  ...["v1alpha1", "v1beta1"].map(
    (version) => `apiVersion: scheduling.k8s.io/${version}
kind: PriorityClass
metadata: {name: class-${version}}
value: 1000
`,
  ),
  `apiVersion: node.k8s.io/v1alpha1
kind: RuntimeClass
metadata: {name: old-sandbox}
spec:
  runtimeHandler: runsc
  overhead: {podFixed: {cpu: 10m}}
`,
  `apiVersion: node.k8s.io/v1beta1
kind: RuntimeClass
metadata: {name: old-machine}
handler: machine
`,
  `apiVersion: storage.k8s.io/v1beta1
kind: StorageClass
metadata: {name: old-class}
provisioner: csi.example.com
`,
  `apiVersion: storage.k8s.io/v1beta1
kind: CSIDriver
metadata: {name: old.csi.example.com}
spec: {attachRequired: false}
`,
  `apiVersion: storage.k8s.io/v1beta1
kind: CSINode
metadata: {name: node-1}
spec: {drivers: [{name: csi.example.com, nodeID: n1, topologyKeys: null}]}
`,
  ...["v1alpha1", "v1beta1"].flatMap((version) => [
    `apiVersion: storage.k8s.io/${version}
kind: VolumeAttachment
metadata: {name: attached-${version}}
spec: {attacher: csi.example.com, nodeName: node-1, source: {persistentVolumeName: pv}}
`,
    `apiVersion: storage.k8s.io/${version}
kind: CSIStorageCapacity
metadata: {name: capacity-${version}, namespace: default}
storageClassName: fast
capacity: 10Gi
`,
    `apiVersion: storage.k8s.io/${version}
kind: VolumeAttributesClass
metadata: {name: attributes-${version}}
driverName: csi.example.com
parameters: {iops: "100"}
`,
    `apiVersion: networking.k8s.io/${version}
kind: ServiceCIDR
metadata: {name: cidr-${version}}
spec: ${version === "v1alpha1" ? "{ipv4: 10.96.0.0/24}" : "{cidrs: [10.97.0.0/24]}"}
`,
    `apiVersion: networking.k8s.io/${version}
kind: IPAddress
metadata: {name: ${version === "v1alpha1" ? "10.98.7.1" : "10.98.7.2"}, labels: {ipaddress.kubernetes.io/managed-by: me}}
spec: {parentRef: {resource: services, namespace: default, name: web${version === "v1alpha1" ? ", uid: 1-2" : ""}}}
`,
    ...["Validating", "Mutating"].flatMap((word) => [
      `apiVersion: admissionregistration.k8s.io/${version}
kind: ${word}AdmissionPolicy
metadata: {name: policy-${version}}
spec:
  matchConstraints:
    resourceRules:
    - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [deployments]}
${word === "Validating" ? "  validations: [{expression: object.spec.replicas < 5}]" : "  reinvocationPolicy: Never\n  mutations: [{patchType: ApplyConfiguration, applyConfiguration: {expression: 'Object{}'}}]"}
`,
      `apiVersion: admissionregistration.k8s.io/${version}
kind: ${word}AdmissionPolicyBinding
metadata: {name: binding-${version}}
spec:
  policyName: policy
  paramRef: {name: config, namespace: default}
`,
    ]),
    `apiVersion: storagemigration.k8s.io/${version}
kind: StorageVersionMigration
metadata: {name: move-${version}}
spec: {resource: {group: apps, ${version === "v1alpha1" ? "version: v1, " : ""}resource: deployments}}
`,
  ]),
  ...["v1alpha3", "v1beta1", "v1beta2"].flatMap((version) => {
    const request = "{deviceClassName: gpu, allocationMode: ExactCount, count: 1}";
    const [asked, device] =
      version === "v1beta2"
        ? [`exactly: ${request}`, "attributes: {model: {string: a}}"]
        : [
            request.slice(1, -1),
            `basic: {attributes: {model: {string: a}}, capacity: {memory: ${version === "v1alpha3" ? "1Gi" : "{value: 1Gi}"}}}`,
          ];
    const devices = `devices: {requests: [{name: gpu, ${asked}}]}`;
    return [
      `apiVersion: resource.k8s.io/${version}
kind: DeviceClass
metadata: {name: gpu-${version}}
spec: {selectors: [{cel: {expression: 'device.driver == "gpu.example.com"'}}]}
`,
      `apiVersion: resource.k8s.io/${version}
kind: ResourceClaim
metadata: {name: claim-${version}, namespace: default}
spec: {${devices}}
`,
      `apiVersion: resource.k8s.io/${version}
kind: ResourceClaimTemplate
metadata: {name: claim-${version}, namespace: default}
spec: {spec: {${devices}}}
`,
      `apiVersion: resource.k8s.io/${version}
kind: ResourceSlice
metadata: {name: slice-${version}}
spec:
  driver: gpu.example.com
  nodeName: node-1
  pool: {name: node-1, generation: 1, resourceSliceCount: 1}
  devices: [{name: gpu-0, ${device}}]
`,
    ];
  }),
  ...["v1alpha1", "v1beta1"].map(
    (version) => `apiVersion: certificates.k8s.io/${version}
kind: ClusterTrustBundle
metadata: {name: bundle-${version}}
spec:
  trustBundle: |
    -----BEGIN CERTIFICATE-----
    MIIBdDCCARmgAwIBAgIUSdbvf3u1omvtK/Bm/vWco06u2s8wCgYIKoZIzj0EAwIw
    DjEMMAoGA1UEAwwDb2xkMCAXDTI2MTEyODA1MjUxMFoYDzIxMjYxMTA0MDUyNTEw
    WjAOMQwwCgYDVQQDDANvbGQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATy13Z/
    eTmWfKZpnDutm9wROHmAExH1ZqMZppWGaTLD7WwKpUTeGn3Dooj66rcmYOrUSfGm
    fBDxjEw2KRaIsVr5o1MwUTAdBgNVHQ4EFgQUP3csfYC5j6I3w0T98CgwRx5816Uw
    HwYDVR0jBBgwFoAUP3csfYC5j6I3w0T98CgwRx5816UwDwYDVR0TAQH/BAUwAwEB
    /zAKBggqhkjOPQQDAgNJADBGAiEAp9xJCeGe/AB+Bkju3hOMaZUoZPKh7JEErUrq
    1ToGXTECIQCt3B4hNqsWQyzrOkzMjTgnSUFsDTefpIG+HAW0CvdlQg==
    -----END CERTIFICATE-----
`,
  ),
  `apiVersion: apiregistration.k8s.io/v1beta1
kind: APIService
metadata: {name: v1.example.com}
spec: {group: example.com, version: v1, groupPriorityMinimum: 100, versionPriority: 10, service: {name: api, namespace: default}, insecureSkipTLSVerify: true}
`,
  ...["SubjectAccessReview", "LocalSubjectAccessReview"].map(
    (kind) => `apiVersion: authorization.k8s.io/v1beta1
kind: ${kind}
metadata: {${kind.startsWith("Local") ? "namespace: default" : ""}}
spec: {user: jane, group: [a, b], resourceAttributes: {verb: get, resource: pods, namespace: default}}
`,
  ),
  ...["SelfSubjectAccessReview", "SelfSubjectRulesReview"].map(
    (kind) => `apiVersion: authorization.k8s.io/v1beta1
kind: ${kind}
spec: ${kind.endsWith("RulesReview") ? "{namespace: default}" : "{resourceAttributes: {verb: get, resource: pods, namespace: default}}"}
`,
  ),
  ...["v1alpha1", "v1beta1"].map((version) => `apiVersion: authentication.k8s.io/${version}\nkind: SelfSubjectReview\n`),
  "apiVersion: authentication.k8s.io/v1beta1\nkind: TokenReview\nspec: {token: t}\n",
  `apiVersion: coordination.k8s.io/v1alpha2
kind: LeaseCandidate
metadata: {name: candidate, namespace: default}
spec: {leaseName: lease, binaryVersion: 1.34.0, emulationVersion: 1.34.0, strategy: OldestEmulationVersion}
`,
];
