/** Flow control, runtime classes, certificates, access reviews, roles and storage. */
import { isScalar } from "yaml";
import type { Field, Rewrite } from "./node.ts";

export const priorityLevel: Rewrite = (root, { version }) => {
  const limited = root.at("spec", "limited");
  if (limited?.rename("assuredConcurrencyShares", "nominalConcurrencyShares"))
    limited.note("nominalConcurrencyShares", "It was called assuredConcurrencyShares.");
  if (version.startsWith("v1beta") && limited?.value("nominalConcurrencyShares") === 0) {
    limited.take("nominalConcurrencyShares");
    limited.note(
      "nominalConcurrencyShares",
      "0 meant the default of 30 and means none in v1; it is left out to keep the default.",
    );
  }
};

export const runtimeClass: Rewrite = (root) => {
  const spec = root.at("spec");
  if (!spec) return;
  spec.move("runtimeHandler", root, "handler");
  spec.move("overhead", root);
  spec.move("scheduling", root);
  root.take("spec");
  root.note("handler", "What stood in spec stands at the top; runtimeHandler is handler.");
};

const client = "kubernetes.io/kube-apiserver-client";

export const signingRequest: Rewrite = (root) => {
  const spec = root.make("spec");
  if (spec.putMissing("usages", ["digital signature", "key encipherment"]))
    spec.note("usages", "They are required now; these were the default.");
  const usages = spec.map.get("usages", true);
  const words = (usages as { toJSON?: () => unknown } | undefined)?.toJSON?.();
  const signs = Array.isArray(words) && words.includes("client auth") && !words.includes("server auth");
  const signer = spec.text("signerName");
  if (signer !== undefined && signer !== "kubernetes.io/legacy-unknown") return;
  spec.put("signerName", signs ? client : "example.com/name-your-signer");
  spec.ask("signerName", "It is required now, and legacy-unknown is refused. Name the signer that is to answer.");
};

export const accessReview: Rewrite = (root) => {
  const spec = root.at("spec");
  if (spec?.rename("group", "groups")) spec.note("groups", "It was called group.");
};

const rbacGroup = "rbac.authorization.k8s.io";

export const binding: Rewrite = (root, { version }) => {
  if (version !== "v1alpha1") return;
  for (const subject of root.each("subjects")) {
    if (!subject.has("apiVersion")) continue;
    const kind = subject.text("kind");
    subject.take("apiVersion");
    if (kind === "User" || kind === "Group") subject.put("apiGroup", rbacGroup);
    if (kind === "User" && subject.text("name") === "*") {
      subject.put("kind", "Group");
      subject.put("name", "system:authenticated");
      subject.note("name", "The user * meant everybody who is signed in.");
    }
    subject.note("apiGroup", "apiVersion is apiGroup.");
  }
};

export const storageMigration: Rewrite = (root) => {
  const spec = root.at("spec");
  if (spec?.at("resource")?.take("version")) spec.note("resource", "The version is gone: it migrates to the one that is stored.");
  spec?.take("continueToken");
};

/** One request is `exactly` something, or the first of several that is available. */
function deviceRequests(spec: Field | undefined): void {
  for (const request of spec?.at("devices")?.each("requests") ?? []) {
    if (request.has("firstAvailable") || request.has("exactly")) continue;
    const keys = request.map.items.flatMap(({ key }) => (isScalar(key) && key.value !== "name" ? [String(key.value)] : []));
    const exactly = request.make("exactly");
    for (const key of keys) request.move(key, exactly);
    request.note("exactly", "What is asked for stands in exactly.");
  }
}

export const resourceClaim: Rewrite = (root) => deviceRequests(root.at("spec"));
export const resourceClaimTemplate: Rewrite = (root) => deviceRequests(root.at("spec", "spec"));

export const resourceSlice: Rewrite = (root) => {
  for (const device of root.at("spec")?.each("devices") ?? []) {
    const basic = device.at("basic");
    if (!basic) continue;
    for (const { key } of [...basic.map.items]) basic.move(String(key), device);
    device.take("basic");
    device.note("attributes", "What stood in basic stands in the device.");
    const capacity = device.at("capacity");
    for (const { key } of capacity?.map.items ?? []) {
      const name = String(key);
      const quantity = capacity?.value(name);
      if (quantity !== undefined) capacity?.put(name, { value: quantity });
    }
  }
};

export const deviceClass: Rewrite = (root) => {
  if (root.at("spec")?.take("suitableNodes")) root.note("spec", "suitableNodes is gone.");
};
