/** The catalogue of permissions and their consequences, row by row, with the checks that look for each. */
export interface RiskRow {
  readonly row: number;
  readonly right: string;
  readonly consequence: string;
  readonly checks: readonly string[];
}

export const riskRows: readonly RiskRow[] = [
  {
    row: 1,
    right: "Get, list or watch Secrets",
    consequence: "Their values, tokens among them",
    checks: ["rbac/secret-readers"],
  },
  {
    row: 2,
    right: "Create or update Secrets",
    consequence: "Endless tokens of service accounts",
    checks: ["rbac/secret-writers"],
  },
  { row: 3, right: "Create serviceaccounts/token", consequence: "A token of the account", checks: ["rbac/token-creators"] },
  {
    row: 4,
    right: "Create pods, or what makes pods",
    consequence: "Any account of the namespace; the node where admission lets it",
    checks: ["rbac/pod-creators", "rbac/custom-workload-creators"],
  },
  { row: 5, right: "Change pods, add ephemeral containers", consequence: "Code in existing pods", checks: ["rbac/pod-changes"] },
  {
    row: 6,
    right: "pods/exec, attach, portforward",
    consequence: "Code and traffic in pods",
    checks: ["rbac/pod-exec", "rbac/pod-connections"],
  },
  { row: 7, right: "nodes/proxy", consequence: "Every pod of the node, past audit and admission", checks: ["rbac/node-proxy"] },
  { row: 8, right: "Escalate on roles", consequence: "Any rule", checks: ["rbac/escalate-roles"] },
  { row: 9, right: "Bind on roles", consequence: "Any role that one does not hold", checks: ["rbac/bind-roles"] },
  { row: 10, right: "Write roles or bindings", consequence: "One's own rights, spread", checks: ["rbac/role-writers"] },
  { row: 11, right: "Impersonate", consequence: "Become somebody else", checks: ["rbac/impersonation"] },
  {
    row: 12,
    right: "Constrained impersonation",
    consequence: "Act as somebody else for some verbs",
    checks: ["rbac/constrained-impersonation"],
  },
  { row: 13, right: "Ask for certificates and approve them", consequence: "Any user", checks: ["rbac/certificate-approval"] },
  {
    row: 14,
    right: "Write webhooks, admission policies, API services, conversions",
    consequence: "See, change and refuse everything",
    checks: ["rbac/webhook-writers", "rbac/admission-policy-writers", "rbac/api-extension-writers"],
  },
  { row: 15, right: "Create PersistentVolumes", consequence: "The files of nodes", checks: ["rbac/volume-creators"] },
  {
    row: 16,
    right: "Change namespaces",
    consequence: "Pod Security and network policies lifted",
    checks: ["rbac/namespace-changes"],
  },
  { row: 17, right: "Change nodes, remove pods", consequence: "Pods steered and stolen", checks: ["rbac/node-changes"] },
  {
    row: 18,
    right: "Write status, endpoints, services",
    consequence: "Traffic intercepted",
    checks: ["rbac/traffic-changes"],
  },
  {
    row: 19,
    right: "Write aws-auth or coredns",
    consequence: "Administrator on EKS; every name redirected",
    checks: ["rbac/system-configmaps"],
  },
  { row: 20, right: "Delete events", consequence: "Evidence removed", checks: ["rbac/evidence-removal"] },
  {
    row: 21,
    right: "Wildcards",
    consequence: "Types to come, too",
    checks: ["rbac/wildcard-resources", "rbac/wildcard-verbs", "rbac/wildcard-groups"],
  },
  { row: 22, right: "Create objects without a quota", consequence: "A full etcd", checks: ["rbac/unlimited-creators"] },
  {
    row: 23,
    right: "Grants to everybody",
    consequence: "Everybody has them",
    checks: ["rbac/anonymous-grants", "rbac/authenticated-grants"],
  },
  {
    row: 24,
    right: "Write network policies, storage classes",
    consequence: "Isolation removed",
    checks: ["rbac/isolation-writers"],
  },
  {
    row: 25,
    right: "cluster-admin, or everything",
    consequence: "Blanket administrator",
    checks: ["rbac/cluster-admin-binding", "rbac/masters-group"],
  },
  {
    row: 26,
    right: "admin in many namespaces",
    consequence: "Administrator by accumulation",
    checks: ["rbac/admin-in-many-namespaces"],
  },
  {
    row: 27,
    right: "Rights that nobody uses",
    consequence: "What to take away first",
    checks: ["rbac/unused-grants"],
  },
];
