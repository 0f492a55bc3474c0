import { knownMinors, possibleMinors } from "../admission/namespaces.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { isWindows, workloadResources, workloads } from "./workloads.ts";

/** On by default from this minor on, for runtimes that can. */
const firstMinor = 33;

export default defineCheck({
  id: "workload/user-namespaces",
  major: 1,
  since: "0.1",
  title: "User namespaces of root pods",
  pillar: "platform",
  layer: "container",
  seenBy: "api",
  responsible: "application",
  answers: [],
  reads: workloadResources,
  messages: {
    host: { text: "{object} runs {containers} as root of the node: hostUsers is not false", severity: "information" },
  },
  docs: {
    why: "Root in a container is root of the node to everything that it breaks out to. In a user namespace it is nobody there, so that most ways out lead nowhere. Only containers that say that they run as user 0 are counted; what an image's user is cannot be seen.",
    fix: "Set hostUsers: false on nodes whose kernel and runtime can (Linux 6.3, containerd 2, CRI-O 1.25), or better run as another user.",
    refs: ["https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/"],
  },
  byMinor: { known: knownMinors, tries: possibleMinors },
  applies: ({ current }) =>
    current !== undefined && current < firstMinor ? "User namespaces are off by default before Kubernetes 1.33." : undefined,
  *evaluate({ view, current }) {
    if (current === undefined || current < firstMinor) return;
    for (const workload of view(workloads)) {
      const { resource, item, spec, path } = workload;
      if (spec.hostUsers === false || spec.hostNetwork || spec.hostPID || spec.hostIPC || isWindows(workload)) continue;
      const byPod = spec.securityContext?.runAsUser;
      const roots = spec.containers.filter(({ securityContext }) => (securityContext?.runAsUser ?? byPod) === 0);
      if (roots.length === 0) continue;
      yield {
        at: refTo(resource, item, `${path}.hostUsers`),
        message: "host",
        data: { containers: roots.map(({ name }) => name) },
      };
    }
  },
});
