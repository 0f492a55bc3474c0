import { outside } from "../../inventory/gap.ts";
import type { PodItem, VolumeItem } from "../../inventory/items.ts";
import { hasEnded } from "../../inventory/pod-owners.ts";
import { startedAs, unseenOf } from "../control-plane/components.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import type { Member } from "../upgrade/control-plane.ts";

type Context = CheckContext<"pods">;
type Message = "exposed" | "missing";

const flag = "encryption-provider-config";
const unseenApiServer = unseenOf("kube-apiserver");

/** Plugins that hand keys of a key service to the API server, by a part of their image. */
const plugins =
  /aws-encryption-provider|k8s-cloudkms-plugin|kubernetes-?kms|azurekms|vault-kubernetes-kms|kms-?plugin|trousseau|cosmian[^/]*kms|kms-provider/i;

export default defineCheck({
  id: "secrets/kms-plugin",
  major: 1,
  since: "0.1",
  title: "Plugins of key services beside the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["nsa:C-0066"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    exposed: {
      text: "{object} mounts {path}, where the KMS plugin {plugin} decrypts for whoever opens its socket",
      severity: "high",
    },
    missing: {
      text: "{object} reads from a file how it encrypts, and no KMS plugin runs on its node, as on others of the control plane",
      severity: "medium",
    },
  },
  docs: {
    why: "With a key service the key that opens etcd's data lies outside of the cluster, and a plugin on the node asks it for each decryption. The plugin asks nothing of whoever writes to its socket: a pod that mounts it opens every Secret of a copied backup. An API server without the plugin cannot read what others encrypted, or encrypts in another way. Which provider the file of the API server names no API shows.",
    fix: "Keep the socket in a directory of its own that the plugin and the API server alone mount. Run the plugin as a static pod on each node of the control plane, and attest what the file says.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/"],
  },
  unseen(context) {
    const servers = encrypting(context);
    if (servers.length === 0 || pluginsOf(context).length > 0) return unseenApiServer(context);
    const detail = `no pod of a KMS plugin that is known here: --${flag} is set, its file names the provider, and no API shows it; a plugin may run as a service of the node`;
    return [...unseenApiServer(context), { ...outside("pods", detail), namespace: "kube-system" }];
  },
  applies: (context) =>
    encrypting(context).length === 0 && pluginsOf(context).length === 0
      ? "The API server encrypts nothing: secrets/encryption-at-rest tells of it."
      : undefined,
  *evaluate(context) {
    yield* exposed(context);
    const running = pluginsOf(context);
    const nodes = new Set(running.map(({ spec }) => spec.nodeName));
    if (running.length === 0 || !context.complete("pods", "kube-system")) return;
    for (const { pod } of encrypting(context))
      if (pod.spec.nodeName !== undefined && !nodes.has(pod.spec.nodeName))
        yield { at: refTo("pods", pod, "spec.containers[0].command"), message: "missing", locus: "plugin" };
  },
});

function encrypting(context: Context): readonly Member[] {
  return startedAs(context, "kube-apiserver").filter(({ flags }) => flags[flag] !== undefined);
}

function pluginsOf({ list }: Context): readonly PodItem[] {
  return list("pods").filter((pod) => pod.controlPlane === undefined && !hasEnded(pod) && isPlugin(pod));
}

function isPlugin({ spec }: PodItem): boolean {
  return spec.containers.some(({ image }) => plugins.test(image)) && socketsOf(spec.volumes).length > 0;
}

/** A directory or the socket itself; the host's certificates and time are mounted, too. */
function socketsOf(volumes: readonly VolumeItem[] = []): readonly string[] {
  const paths = volumes.flatMap(({ hostPath }) => (hostPath === undefined ? [] : [hostPath.replace(/\/+$/, "")]));
  return paths.filter((path) => /\.sock$|kms|socket|encryption/i.test(path) || /^\/(var\/)?run\/./.test(path));
}

function* exposed(context: Context): Iterable<Report<Message>> {
  const running = pluginsOf(context);
  const known = running.flatMap((pod) => socketsOf(pod.spec.volumes).map((path) => ({ path, plugin: pod.meta.name })));
  if (known.length === 0) return;
  for (const pod of context.list("pods")) {
    if (pod.controlPlane?.component === "kube-apiserver" || running.includes(pod) || hasEnded(pod)) continue;
    for (const { hostPath } of pod.spec.volumes ?? []) {
      const path = hostPath?.replace(/\/+$/, "");
      const found =
        path && known.find((one) => one.path === path || one.path.startsWith(`${path}/`) || path.startsWith(`${one.path}/`));
      if (!found) continue;
      yield { at: refTo("pods", pod, "spec.volumes"), message: "exposed", data: { path, plugin: found.plugin }, locus: path };
    }
  }
}
