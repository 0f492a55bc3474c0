/** Lines of a made-up audit log as a busy API server writes it, in pieces of 256 KB. */

const users = 3_000;
const namespaces = 400;
const names = 40_000;
const resources = [
  ["", "v1", "pods"],
  ["", "v1", "configmaps"],
  ["", "v1", "secrets"],
  ["", "v1", "services"],
  ["apps", "v1", "deployments"],
  ["coordination.k8s.io", "v1", "leases"],
  ["policy", "v1beta1", "poddisruptionbudgets"],
] as const;
const verbs = ["get", "list", "watch", "update", "patch", "create", "delete"] as const;
const start = Date.parse("2026-11-20T00:00:00Z");
const piece = 256 * 1024;

/** @param bytes about how many @returns the lines, one event each, all different. */
export function* eventLines(bytes: number): Generator<Buffer, void> {
  let [written, index, lines] = [0, 0, ""];
  while (written < bytes) {
    lines += `${eventLine(index)}\n`;
    index += 1;
    if (lines.length < piece) continue;
    written += lines.length;
    yield Buffer.from(lines);
    lines = "";
  }
}

function eventLine(index: number): string {
  const [group, version, resource] = resources[index % resources.length] ?? resources[0];
  const namespace = `team-${(index * 7) % namespaces}`;
  const account = `system:serviceaccount:${namespace}:robot-${index % users}`;
  const verb = verbs[(index * 13) % verbs.length] ?? "get";
  const name = `object-${(index * 31) % names}`;
  const at = new Date(start + index * 5).toISOString().replace("Z", "000Z");
  const path = `/apis/${group || "core"}/${version}/namespaces/${namespace}/${resource}/${name}`;
  const reason = `RBAC: allowed by RoleBinding \\"robots/${namespace}\\" of Role \\"robots\\" to ServiceAccount \\"robot-${index % users}/${namespace}\\"`;
  const old = version === "v1" ? "" : `,"k8s.io/deprecated":"true","k8s.io/removed-release":"1.25"`;
  return `{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"00000000-0000-4000-8000-${String(index).padStart(12, "0")}","stage":"ResponseComplete","requestURI":"${path}","verb":"${verb}","user":{"username":"${account}","uid":"1b8a4f7e-9d7c-4a0e-8f43-${String(index % users).padStart(12, "0")}","groups":["system:serviceaccounts","system:serviceaccounts:${namespace}","system:authenticated"],"extra":{"authentication.kubernetes.io/pod-name":["robot-${index % users}"]}},"sourceIPs":["10.0.${index % 250}.7"],"userAgent":"robot/v1.${index % 40}.0 (linux/amd64) kubernetes/abcdef0","objectRef":{"resource":"${resource}","namespace":"${namespace}","name":"${name}","apiGroup":"${group}","apiVersion":"${version}"},"responseStatus":{"metadata":{},"code":200},"requestReceivedTimestamp":"${at}","stageTimestamp":"${at}","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":"${reason}"${old}}}`;
}
