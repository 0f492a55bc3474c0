import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recordOf } from "#test/helm/release.ts";
import { decodeRelease } from "./decode-release.ts";

const seed = Number(process.env.SEED ?? 20_261_128);
const numRuns = Number(process.env.CASES ?? 500);

const manifest = `---
# Source: web/templates/ingress.yaml
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: web
  annotations: {note: "drydock-canary-manifest"}
---
# Source: web/templates/rules.yaml
apiVersion: v1
kind: ConfigMap
metadata: {name: rules, namespace: monitoring}
data:
  alert: "{{ $labels.pod }}"
`;
const hook = "apiVersion: batch/v1beta1\nkind: CronJob\nmetadata:\n  generateName: before-\n";
const release = {
  name: "web",
  namespace: "shop",
  revision: 3,
  manifest,
  hooks: [hook],
  values: { password: "drydock-canary-value" },
};

describe("a record of a release", () => {
  it("is read down to what its documents say of themselves, hooks included, and to nothing else", () => {
    const decoded = decodeRelease(recordOf(release));
    expect(decoded).toEqual({
      ok: true,
      value: {
        documents: [
          { apiVersion: "networking.k8s.io/v1beta1", kind: "Ingress", name: "web" },
          { apiVersion: "v1", kind: "ConfigMap", name: "rules", namespace: "monitoring" },
          { apiVersion: "batch/v1beta1", kind: "CronJob", name: "before-" },
        ],
        unreadDocuments: 0,
      },
    });
    expect(JSON.stringify(decoded)).not.toContain("canary");
  });

  it("of the first versions of Helm 3 is not compressed", () => {
    const plain = Buffer.from(JSON.stringify({ manifest: hook })).toString("base64");
    expect(decodeRelease(plain)).toMatchObject({ ok: true, value: { documents: [{ kind: "CronJob" }] } });
  });

  it("counts the documents that nobody can read, and reads the others", () => {
    const broken = recordOf({ ...release, manifest: `${manifest}---\nkind: [\n` });
    expect(decodeRelease(broken)).toMatchObject({ ok: true, value: { documents: { length: 3 }, unreadDocuments: 1 } });
  });

  it.each([
    ["nothing", "", "it is empty, or not base64"],
    ["half of one", recordOf(release).slice(0, 200), "it cannot be decompressed"],
    ["another thing", Buffer.from("{}").toString("base64"), "it is not the record of a release"],
    ["a list", gzipSync("[]").toString("base64"), "it is not the record of a release"],
    ["null", gzipSync("null").toString("base64"), "it is not the record of a release"],
    ["text", gzipSync("drydock-canary-text").toString("base64"), "it is not the record of a release"],
  ])("that is %s is told, without a word of what it holds", (_name, record, problem) => {
    expect(decodeRelease(record)).toEqual({ ok: false, error: problem });
  });

  it("that grows beyond its bound is left", () => {
    const bomb = gzipSync(Buffer.alloc(8 * 1024 * 1024, 32)).toString("base64");
    expect(decodeRelease(bomb, 4 * 1024 * 1024)).toEqual({ ok: false, error: "it is larger than 4 MiB" });
  });

  it(`never throws, whatever it holds (seed ${seed}, ${numRuns} cases)`, () => {
    const anything = fc.oneof(
      fc.string(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes).toString("base64")),
      fc.json().map((text) => gzipSync(text).toString("base64")),
      fc
        .record({ manifest: fc.oneof(fc.string(), fc.jsonValue()), hooks: fc.jsonValue() })
        .map((value) => gzipSync(JSON.stringify(value)).toString("base64")),
    );
    fc.assert(
      fc.property(anything, (record) => void expect(typeof decodeRelease(record).ok).toBe("boolean")),
      { seed, numRuns },
    );
  });
});
