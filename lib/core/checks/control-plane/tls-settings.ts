import { defineCheck } from "../define.ts";
import { type FlagFault, type Flags, partsOf, reportFlags, unseenOf } from "./components.ts";

const components = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"] as const;

/** RC4, DES, CBC with SHA-1 or its MAC, and key exchange by RSA, which gives no forward secrecy. */
const weak = /RC4|3DES|_DES_|NULL|EXPORT|^TLS_RSA_|_CBC_/;

function* judge(
  component: (typeof components)[number],
  flags: Flags,
): Iterable<FlagFault<"oldVersion" | "weakCiphers" | "selfMade">> {
  const version = flags["tls-min-version"];
  if (version !== undefined && /(VersionTLS|TLS)1\.?[01]$/.test(version))
    yield { flag: "tls-min-version", message: "oldVersion", data: { version } };
  const flag = component === "etcd" ? "cipher-suites" : "tls-cipher-suites";
  const ciphers = partsOf(flags[flag]).filter((cipher) => weak.test(cipher));
  if (ciphers.length > 0) yield { flag, message: "weakCiphers", data: { ciphers } };
  if (component === "kube-apiserver" && flags["tls-cert-file"] === undefined)
    yield { flag: "tls-cert-file", message: "selfMade" };
}

export default defineCheck({
  id: "control-plane/tls-settings",
  major: 1,
  since: "0.1",
  title: "TLS versions and ciphers of the control plane",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.24", "cis:1.2.29"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    oldVersion: { text: "{object} takes TLS from version {version} on", severity: "medium" },
    weakCiphers: {
      text: "{object} takes ciphers that are broken or keep no secrets when a key is lost: {ciphers}",
      severity: "medium",
    },
    selfMade: { text: "{object} serves with a certificate that it made for itself: --tls-cert-file is not set", severity: "low" },
  },

  docs: {
    why: "Old versions and ciphers can be forced on a client by whoever sits between, and what was recorded can be read later. Without the flags Kubernetes takes TLS 1.2 and good ciphers, so this only finds what somebody wrote. A certificate made at start is one that nobody can check.",
    fix: "Take --tls-min-version below 1.2 and the named ciphers away, and give each API server a certificate of the cluster's authority.",
    refs: [
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
      "https://wiki.mozilla.org/Security/Server_Side_TLS",
    ],
  },
  unseen: unseenOf(...components),
  *evaluate(context) {
    for (const component of components) yield* reportFlags(context, component, (flags) => judge(component, flags));
  },
});
