/**
 * Writes test/kube/definitions: the definitions of the kinds that signing policies are exported as, for tests with a real API
 * server. They are read from the Go modules of their projects. Left out are descriptions, versions that nothing is exported as,
 * and the conversion between versions, which a webhook would do. Needs Go; the product does not.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const sources = [
  {
    module: "github.com/sigstore/policy-controller@v0.13.1",
    file: "config/300-clusterimagepolicy.yaml",
    version: "v1beta1",
    target: "clusterimagepolicies.json",
  },
  {
    module: "github.com/kyverno/kyverno@v1.19.1",
    file: "config/crds/policies.kyverno.io/policies.kyverno.io_imagevalidatingpolicies.yaml",
    version: "v1",
    target: "imagevalidatingpolicies.json",
  },
] as const;

interface Definition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: string;
    readonly names: object;
    readonly versions: readonly { readonly name: string; readonly schema: object; readonly subresources?: object }[];
  };
}

function moduleFolder(module: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", module], { encoding: "utf8" });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

/** @param names whether the keys of the value are names of fields, of which one may be called description. */
function undescribed(value: unknown, names = false): unknown {
  if (Array.isArray(value)) return value.map((one) => undescribed(one));
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key, of]) => names || key !== "description" || typeof of !== "string");
  return Object.fromEntries(kept.map(([key, of]) => [key, undescribed(of, key === "properties" && !names)]));
}

for (const { module, file, version, target } of sources) {
  const { metadata, spec } = parse(readFileSync(join(moduleFolder(module), file), "utf8")) as Definition;
  const found = spec.versions.find(({ name }) => name === version);
  if (!found) throw new Error(`${file} has no ${version}`);
  const { schema, subresources } = found;
  const definition = {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: metadata.name, annotations: { source: `${module} ${file} (Apache-2.0)` } },
    spec: {
      ...{ group: spec.group, scope: spec.scope, names: spec.names },
      versions: [{ name: version, served: true, storage: true, schema: undescribed(schema), subresources }],
    },
  };
  writeFileSync(new URL(`../test/kube/definitions/${target}`, import.meta.url), `${JSON.stringify(definition)}\n`);
}
