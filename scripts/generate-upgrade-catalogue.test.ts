import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Catalogue, catalogueText, type Entry, type Gates, gatesText, keyOf } from "./upgrade-catalogue/catalogue-file.ts";
import { fold } from "./upgrade-catalogue/fold.ts";
import { gateChanges, groupIn, type Reading, servedIn, tagsIn } from "./upgrade-catalogue/reading.ts";

const catalogueFile = readFileSync("lib/core/catalogues/api-lifecycle.json", "utf8");
const gatesFile = readFileSync("lib/core/catalogues/feature-gates.json", "utf8");
const catalogue = JSON.parse(catalogueFile) as Catalogue;
/** What the generator read of the newest release. */
const reading = JSON.parse(readFileSync("scripts/upgrade-catalogue/newest-reading.json", "utf8")) as Reading;
const { newest } = catalogue;
const [before, after] = [-1, 1].map((step) => `1.${Number(newest.slice(2)) + step}`) as [string, string];

function entryOf({ entries }: Catalogue, key: string): Entry | undefined {
  return entries.find((entry) => keyOf(entry) === key);
}

/** The catalogue as it was before the newest minor came. */
function withoutNewest(): Catalogue {
  const { [newest]: _newest, ...servedSets } = catalogue.generatedFrom.servedSets;
  const entries = catalogue.entries.flatMap((entry) => {
    if (entry.stage === "config") return entry;
    const { removedEffectiveSource, removedEarly, declaredRemovalHistory: history, ...kept } = entry;
    if (kept.firstServedSeen === newest) return [];
    const came = removedEffectiveSource !== undefined && kept.removedEffective === newest;
    const restated = history?.at(-1)?.asOf === newest;
    return {
      ...kept,
      ...(kept.lastServedSeen === newest && { lastServedSeen: before }),
      ...(!came && removedEffectiveSource !== undefined && { removedEffectiveSource, removedEarly }),
      ...(restated ? { removed: history?.[0]?.removed ?? null } : { declaredRemovalHistory: history }),
    };
  });
  return { ...catalogue, newest: before, generatedFrom: { ...catalogue.generatedFrom, servedSets }, entries };
}

describe("the newest minor, put into the catalogue", () => {
  test("once more is what is stored, byte for byte", () => {
    expect(reading.version).toBe(catalogue.generatedFrom.servedSets[newest]);
    expect(catalogueText(fold(catalogue, reading, "2030-01-01"))).toBe(catalogueFile);
    const gates = JSON.parse(gatesFile) as Gates;
    expect(gatesText({ ...gates, [newest]: reading.gates })).toBe(gatesFile);
  });

  test("of the minor before is what is stored, but for the day", () => {
    const made = fold(withoutNewest(), reading, catalogue.made);
    expect(catalogueText(made)).toBe(catalogueFile);
  });
});

describe("a minor that is yet to come", () => {
  const gadget = { group: "example.k8s.io", version: "v1beta1", kind: "Gadget" };
  const coming: Reading = {
    ...reading,
    version: `${after}.0`,
    tags: [
      ...reading.tags.map((tag) =>
        tag.kind === "PodCertificateRequest" && tag.removed === "1.40" ? { ...tag, removed: "1.42" } : tag,
      ),
      { ...gadget, introduced: after, deprecated: "1.41", removed: "1.44", replacement: null, source: "k8s.io/api" },
    ],
    served: [
      ...reading.served.filter(({ kind }) => kind !== "Lease" && kind !== "LeaseCandidate"),
      { ...gadget, resource: "gadgets", namespaced: true },
    ],
  };
  const next = fold(catalogue, coming, "2030-01-01");

  test("reaches one minor further, and says when and from what it was made", () => {
    expect(next).toMatchObject({ newest: after, made: "2030-01-01" });
    expect(next.generatedFrom.servedSets[after]).toBe(`${after}.0`);
  });

  test("takes away what it does not serve, tag or no tag", () => {
    expect(entryOf(next, "coordination.k8s.io/v1/Lease")).toMatchObject({
      removed: null,
      removedEffective: after,
      lastServedSeen: newest,
    });
    const early = entryOf(next, "coordination.k8s.io/v1beta1/LeaseCandidate");
    expect(early).toMatchObject({ removed: "1.39", removedEffective: after, removedEarly: true, removedIsFuture: false });
  });

  test("brings kinds, betas off by default", () => {
    expect(entryOf(next, keyOf(gadget))).toMatchObject({
      ...{ resource: "gadgets", firstServedSeen: after, lastServedSeen: after, stage: "beta", objectKind: true },
      ...{ servedByDefault: false, removedEffective: "1.44", removedIsFuture: true },
    });
  });

  test("keeps what was declared before", () => {
    expect(entryOf(next, "certificates.k8s.io/v1beta1/PodCertificateRequest")).toMatchObject({
      removedEffective: "1.42",
      declaredRemovalHistory: [expect.anything(), expect.anything(), { removed: "1.42", asOf: after }],
    });
  });

  test("leaves the dates of components' files and what was written by hand", () => {
    const files = ({ entries }: Catalogue) => entries.filter(({ stage }) => stage === "config");
    expect(files(next)).toEqual(files(catalogue));
    expect(entryOf(next, "/v1/Endpoints")).toMatchObject({ deprecated: "1.33", replacement: { kind: "EndpointSlice" } });
  });

  test("is refused where a minor between is missing", () => {
    expect(() => fold(catalogue, { ...coming, version: "1.99.0" }, "2030-01-01")).toThrow("is not its next");
  });
});

describe("what stands in the sources", () => {
  test("tags of a kind; lists and options are none", () => {
    const method = (kind: string, what: string, answer: string) =>
      `// APILifecycle${what} is generated.\nfunc (in *${kind}) APILifecycle${what}() (major, minor int) {\n\treturn ${answer}\n}\n\n`;
    const text = [
      method("IngressClass", "Introduced", "1, 18"),
      method("IngressClass", "Removed", "1, 22"),
      method(
        "IngressClass",
        "Replacement",
        'schema.GroupVersionKind{Group: "networking.k8s.io", Version: "v1", Kind: "IngressClassList"}',
      ),
      method("IngressClassList", "Introduced", "1, 18"),
      method("PodExecOptions", "Introduced", "1, 0"),
      method("List", "Introduced", "1, 0"),
    ].join("");
    const of = { group: "networking.k8s.io", version: "v1beta1" };
    expect(tagsIn({ ...of, source: "here", text })).toEqual([
      {
        ...{ ...of, kind: "IngressClass", source: "here", introduced: "1.18", deprecated: null, removed: "1.22" },
        replacement: { group: "networking.k8s.io", version: "v1", kind: "IngressClass" },
      },
      { ...of, kind: "List", source: "here", introduced: "1.0", deprecated: null, removed: null, replacement: null },
    ]);
    expect(groupIn('// GroupName is the group name\nconst GroupName = ""\n')).toBe("");
    expect(groupIn("package v1")).toBeUndefined();
  });

  test("where kinds are served", () => {
    const gvk = (group: string, version: string, kind: string) => ({
      get: { "x-kubernetes-group-version-kind": { group, version, kind } },
    });
    const paths = {
      "/api/v1/namespaces": gvk("", "v1", "Namespace"),
      "/api/v1/namespaces/{name}/status": gvk("", "v1", "Namespace"),
      "/api/v1/pods": gvk("", "v1", "Pod"),
      "/api/v1/namespaces/{namespace}/pods": gvk("", "v1", "Pod"),
      "/api/v1/watch/secrets": gvk("", "v1", "Secret"),
      "/api/v1/namespaces/{namespace}/pods/{name}/eviction": gvk("policy", "v1", "Eviction"),
      "/api/v1/namespaces/{namespace}/pods/{name}/exec": gvk("", "v1", "PodExecOptions"),
      "/apis/apps/v1/": { get: { description: "get available resources" } },
    };
    expect(servedIn({ paths })).toEqual([
      { group: "", version: "v1", kind: "Namespace", resource: "namespaces", namespaced: false },
      { group: "", version: "v1", kind: "Pod", resource: "pods", namespaced: true },
      { group: "policy", version: "v1", kind: "Eviction", subresource: "pods/eviction" },
    ]);
  });

  test("what a minor did to feature gates", () => {
    const gate = (name: string, ...specs: readonly string[]) =>
      `- name: ${name}\n  versionedSpecs:\n${specs.map((spec) => `  - {${spec}}\n`).join("")}`;
    const off = 'default: false, lockToDefault: false, preRelease: Alpha, version: "1.36"';
    const on = 'default: true, lockToDefault: false, preRelease: Beta, version: "1.37"';
    const locked = 'default: true, lockToDefault: true, preRelease: GA, version: "1.37"';
    const old = 'default: false, lockToDefault: false, preRelease: Deprecated, version: "1.37"';
    const list = [
      gate("Opened", off, on),
      gate("Shut", off, locked),
      gate("Still", off),
      gate("Aging", off, old),
      gate("New", on),
    ];
    const previous = [gate("Opened", off), gate("Shut", off), gate("Still", off), gate("Aging", off), gate("Left", off)];
    expect(gateChanges(list.join(""), previous.join(""), "1.37")).toEqual({
      removedGates: ["Left"],
      lockedThisRelease: ["Shut"],
      defaultFlipped: ["Opened", "Shut"],
      deprecatedThisRelease: ["Aging"],
    });
  });
});
