import type { ItemMeta } from "../../inventory/items.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import { defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";

/** What people and pipelines write annotations on, beside workloads. */
const annotated = [
  "configmaps",
  "ingresses.networking.k8s.io",
  "namespaces",
  "nodes",
  "serviceaccounts",
  "services",
] as const satisfies readonly ResourceId[];

type Suspects = NonNullable<ItemMeta["suspects"]>;

export default defineCheck({
  id: "secrets/annotation-credential",
  major: 1,
  since: "0.1",
  title: "Credentials in annotations",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0012"],
  reads: [...annotated, ...workloadResources],
  facts: ["annotation-credentials"],
  messages: {
    value: { text: "{object} holds what looks like a credential in the annotations {keys}: {kinds}", severity: "high" },
    name: { text: "{object} has a value in the annotations {keys}, and the name says credential", severity: "medium" },
  },
  docs: {
    why: "Annotations are shown to everybody who may see the object, stand in logs and in every copy of the manifest, and are never encrypted as Secrets are. Values are not kept by Drydock: only the key and the kind of what was recognised.",
    fix: "Put the value into a Secret, better into a secret store, and name it in the annotation. Treat the old value as known: replace it.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  },
  *evaluate({ list, view }) {
    for (const { resource, item, template, path } of view(workloads)) {
      const own = item.meta.suspects ?? [];
      yield* reported(refTo(resource, item, "metadata.annotations"), own);
      if (template.suspects !== own)
        yield* reported(refTo(resource, item, `${path.slice(0, -".spec".length)}.metadata.annotations`), template.suspects ?? []);
    }
    for (const resource of annotated)
      for (const item of list(resource)) yield* reported(refTo(resource, item, "metadata.annotations"), item.meta.suspects ?? []);
  },
});

function* reported(at: Report<string>["at"], suspects: Suspects): Iterable<Report<"value" | "name">> {
  const sure = suspects.filter(({ credential }) => credential.startsWith("value:"));
  const keys = (sure.length > 0 ? sure : suspects).map(({ key }) => key);
  if (keys.length === 0) return;
  if (sure.length === 0) yield { at, message: "name", data: { keys } };
  else yield { at, message: "value", data: { keys, kinds: sure.map(({ credential }) => credential.slice("value:".length)) } };
}
