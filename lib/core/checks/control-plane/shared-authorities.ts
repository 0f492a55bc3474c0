import type { ComponentSettings } from "../../inventory/platform-items.ts";
import { type CheckContext, defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import type { Member } from "../upgrade/control-plane.ts";
import { partsOf, startedAs, unseenOf } from "./components.ts";

type Message = "etcdTakesClients" | "proxyByAnyClient" | "oneForAll" | "sharedKey" | "siblings";
type Reads = "pods" | "configmaps";

const published = "extension-apiserver-authentication";

export default defineCheck({
  id: "control-plane/shared-authorities",
  major: 1,
  since: "0.1",
  title: "Authorities that serve several purposes",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:2.7"],
  reads: ["configmaps", "pods"],
  facts: ["control-plane-safety-flags", "component-safety-settings"],
  messages: {
    etcdTakesClients: {
      text: "{object} trusts {file} for etcd, and the API server takes clients by the same: a certificate of any user opens etcd",
      severity: "high",
    },
    proxyByAnyClient: {
      text: "{object} lets everybody with a client certificate act as anybody: the front proxy's authority is the clients', and any name may be a front proxy",
      severity: "critical",
    },
    oneForAll: { text: "{object} has one authority, {file}, for clients, etcd and the front proxy", severity: "high" },
    sharedKey: { text: "{object} signs with one key, {file}, for {uses}", severity: "high" },
    siblings: {
      text: "{object} takes clients by an authority and by the one that issued it: certificates of every other authority below that one let people in, too",
      severity: "medium",
    },
  },
  docs: {
    why: "Whoever trusts an authority lets everybody in for whom it signs. The API server asks RBAC what a client may do; etcd asks nothing, and a front proxy says itself who it speaks for. One authority for two of them turns a small certificate into a large one.",
    fix: "Make an authority for each purpose, as kubeadm does: ca, etcd/ca and front-proxy-ca, with a key pair of its own for tokens (sa.key). Name the front proxy in --requestheader-allowed-names. Trust the authority that signs for clients and not its parent.",
    refs: [
      "https://kubernetes.io/docs/setup/best-practices/certificates/",
      "https://kubernetes.io/docs/tasks/extend-kubernetes/configure-aggregation-layer/#ca-reusage-and-conflicts",
    ],
  },
  unseen: unseenOf("kube-apiserver", "kube-controller-manager", "etcd"),
  *evaluate(context) {
    yield* ofApiServers(context);
    yield* ofEtcd(context);
    yield* ofKeys(context);
    yield* ofPublished(context);
  },
});

const at = ({ pod }: Member) => refTo("pods", pod, "spec.containers[0].command");

function* ofApiServers(context: CheckContext<Reads>): Iterable<Report<Message>> {
  for (const server of startedAs(context, "kube-apiserver")) {
    const { "client-ca-file": clients, "etcd-cafile": etcd, "requestheader-client-ca-file": proxies } = server.flags;
    if (!clients) continue;
    const data = { file: clients };
    const anyName = partsOf(server.flags["requestheader-allowed-names"]).length === 0;
    if (proxies === clients && anyName) yield { at: at(server), message: "proxyByAnyClient", data, locus: "proxyByAnyClient" };
    if (etcd === clients && proxies === clients) yield { at: at(server), message: "oneForAll", data, locus: "oneForAll" };
    else if (etcd === clients) yield { at: at(server), message: "etcdTakesClients", data, locus: "etcdTakesClients" };
  }
}

/** Paths are compared as they are written: components of one node share its files. */
function* ofEtcd(context: CheckContext<Reads>): Iterable<Report<Message>> {
  const ofClients = new Set(startedAs(context, "kube-apiserver").map(({ flags }) => flags["client-ca-file"]));
  for (const member of startedAs(context, "etcd")) {
    const file = member.flags["trusted-ca-file"];
    if (file && ofClients.has(file))
      yield { at: at(member), message: "etcdTakesClients", data: { file }, locus: "etcdTakesClients" };
  }
}

function* ofKeys(context: CheckContext<Reads>): Iterable<Report<Message>> {
  for (const manager of startedAs(context, "kube-controller-manager")) {
    const { "service-account-private-key-file": tokens, "cluster-signing-key-file": certificates } = manager.flags;
    if (!tokens || tokens !== certificates) continue;
    const data = { file: tokens, uses: ["tokens of service accounts", "certificates"] };
    yield { at: at(manager), message: "sharedKey", data, locus: "sharedKey" };
  }
}

/** What the API server publishes of itself shows the certificates, wherever it runs. */
function* ofPublished({ list }: CheckContext<Reads>): Iterable<Report<Message>> {
  for (const map of list("configmaps")) {
    if (map.meta.namespace !== "kube-system" || map.meta.name !== published) continue;
    const { clients, frontProxies, allowedNames, issuersAmongClients }: ComponentSettings["values"] = map.settings?.values ?? {};
    const place = refTo("configmaps", map, "data");
    const shared = partsOf(clients).some((digest) => partsOf(frontProxies).includes(digest));
    if (shared && allowedNames === "0") yield { at: place, message: "proxyByAnyClient", locus: "proxyByAnyClient" };
    if (issuersAmongClients !== undefined) yield { at: place, message: "siblings", locus: "siblings" };
  }
}
