/** What findings of access allow, in the words of whoever must decide what to mend first. The order is that of the page. */
export interface RiskGroup {
  readonly id: string;
  /** As the title says it: the end of "who may …". */
  readonly allows: string;
  readonly sentence: string;
  readonly checks: readonly string[];
}

export const riskGroups = [
  {
    id: "cluster-admin",
    allows: "Become cluster administrator",
    sentence: "Everything in the cluster, at once or one request later: by the role, by any role, or as somebody who has it.",
    checks: [
      "rbac/cluster-admin-binding",
      "rbac/masters-group",
      "rbac/escalate-roles",
      "rbac/bind-roles",
      "rbac/impersonation",
      "rbac/constrained-impersonation",
      "rbac/certificate-approval",
      "rbac/system-configmaps",
      "rbac/admin-in-many-namespaces",
    ],
  },
  {
    id: "everybody",
    allows: "Use rights that nobody gave them by name",
    sentence: "Rights of requests without a credential, of every authenticated user, and of pods that name no account.",
    checks: ["rbac/anonymous-grants", "rbac/authenticated-grants", "rbac/default-service-account"],
  },
  {
    id: "node-root",
    allows: "Become root on a node",
    sentence: "The node, and with it every pod, token and Secret on it.",
    checks: ["rbac/node-proxy", "rbac/volume-creators", "rbac/node-changes", "rbac/namespace-changes"],
  },
  {
    id: "run-pods",
    allows: "Run pods as any service account",
    sentence: "What any account of the namespace may do, and the node, too, where nothing keeps pods from it.",
    checks: ["rbac/pod-creators", "rbac/custom-workload-creators", "rbac/pod-changes"],
  },
  {
    id: "requests",
    allows: "See and change every request",
    sentence: "What others write passes through them: webhooks, admission policies, API services, conversions.",
    checks: ["rbac/webhook-writers", "rbac/admission-policy-writers", "rbac/api-extension-writers"],
  },
  {
    id: "secrets",
    allows: "Read every Secret and take tokens",
    sentence: "Passwords, keys and the tokens of service accounts: by get, list or watch, or by making one.",
    checks: ["rbac/secret-readers", "rbac/secret-writers", "rbac/token-creators", "rbac/legacy-token-secret"],
  },
  {
    id: "enter-pods",
    allows: "Enter pods of others",
    sentence: "Code and connections inside pods that somebody else started.",
    checks: ["rbac/pod-exec", "rbac/pod-connections"],
  },
  {
    id: "isolation",
    allows: "Undo what keeps teams apart",
    sentence: "Traffic that goes elsewhere, network policies that are gone, storage that somebody else decides about.",
    checks: ["rbac/traffic-changes", "rbac/isolation-writers"],
  },
  {
    id: "evidence",
    allows: "Remove the traces, or fill the cluster",
    sentence: "Events that are gone when they are looked for, and objects without a limit.",
    checks: ["rbac/evidence-removal", "rbac/unlimited-creators"],
  },
  {
    id: "names",
    allows: "Take over names that are free",
    sentence:
      "Bindings to roles, accounts and namespaces that are not there: whoever creates them gets what was meant for others.",
    checks: ["rbac/missing-service-account", "rbac/dangling-role"],
  },
  {
    id: "spread",
    allows: "Give their own rights to others",
    sentence: "No way up: roles and bindings within what the writer holds, which spread what nobody reviewed.",
    checks: ["rbac/role-writers"],
  },
  {
    id: "more",
    allows: "Hold more than anybody decided",
    sentence: "Wildcards, changed defaults, imitated names, roles and tokens that nobody uses.",
    checks: [
      "rbac/wildcard-resources",
      "rbac/wildcard-verbs",
      "rbac/wildcard-groups",
      "rbac/modified-default",
      "rbac/system-names",
      "rbac/unused-grants",
      "rbac/unused-role",
      "rbac/own-credential",
      "workload/unused-token",
    ],
  },
] as const satisfies readonly RiskGroup[];

/** Where a check of access belongs that no group names. */
const others = "more";

const groupOf = new Map<string, string>(
  riskGroups.flatMap(({ id, checks }) => checks.map((check): [string, string] => [check, id])),
);

/** @returns the id of the group that a check of access belongs to. */
export function riskGroupOf(checkId: string): string {
  return groupOf.get(checkId) ?? others;
}
