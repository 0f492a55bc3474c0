/** SLSA 0.1 and 0.2: BuildKit's, the SLSA generators' on GitHub, Tekton Chains', and others'. */
import { sameRepository } from "./git-uri.ts";
import { commitOf, dependenciesOf, sourceOf, systemOf } from "./parts.ts";
import type { BuildParameter, BuildSource, Provenance } from "./provenance.ts";
import { entriesAt, flagAt, listAt, present, textAt, valueAt } from "./read-json.ts";
import { parameterOf } from "./redact.ts";

export function readSlsa01(predicate: unknown): Provenance {
  const buildType = textAt(predicate, "recipe", "type") ?? "";
  const dependencies = dependenciesOf(listAt(predicate, "materials"));
  const place = valueAt(predicate, "recipe", "definedInMaterial");
  const material = typeof place === "number" ? dependencies[place] : undefined;
  const known = present({ entryPoint: textAt(predicate, "recipe", "entryPoint"), commit: material && commitOf(material) });
  return {
    format: "slsa-0.1",
    system: systemOf(buildType),
    buildType,
    source: sourceOf(material?.uri, dependencies, known),
    dependencies,
    parameters: entriesAt(predicate, "recipe", "arguments").map(([name, value]) => parameterOf(name, value)),
    ...metadataOf(predicate, "buildInvocationId", "arguments"),
  };
}

export function readSlsa02(predicate: unknown): Provenance {
  const buildType = textAt(predicate, "buildType") ?? "";
  const dependencies = dependenciesOf(listAt(predicate, "materials"));
  const environment = ["invocation", "environment"] as const;
  return {
    format: "slsa-0.2",
    system: systemOf(buildType),
    buildType,
    source:
      systemOf(buildType) === "tekton-chains" ? sourceOfTekton(predicate, dependencies) : sourceOf02(predicate, dependencies),
    dependencies,
    parameters: parametersOf(predicate),
    ...metadataOf(predicate, "buildInvocationID", "parameters"),
    ...present({
      trigger: textAt(predicate, ...environment, "github_event_name"),
      repositoryIdentifier: textAt(predicate, ...environment, "github_repository_id"),
      repositoryOwnerIdentifier: textAt(predicate, ...environment, "github_repository_owner_id"),
      runner: textAt(predicate, ...environment, "runner_environment"),
    }),
  };
}

/** BuildKit knows the checkout that a local build stood in, apart from a source that it fetched itself. */
function sourceOf02(predicate: unknown, dependencies: Provenance["dependencies"]): BuildSource {
  const config = ["invocation", "configSource"] as const;
  const checkout = ["metadata", "https://mobyproject.org/buildkit@v1#metadata", "vcs"] as const;
  const digest = Object.fromEntries(entriesAt(predicate, ...config, "digest"));
  const uri = textAt(predicate, ...config, "uri") ?? textAt(predicate, ...checkout, "source");
  const commit =
    commitOf({ digest }) ??
    commitOf({ digest: present({ sha1: textAt(predicate, ...checkout, "revision") }) as Record<string, string> });
  return sourceOf(uri, dependencies, present({ commit, entryPoint: textAt(predicate, ...config, "entryPoint") }));
}

/** To Tekton Chains the configuration is the pipeline, which often comes from elsewhere: a repository beside it is what was built. */
function sourceOfTekton(predicate: unknown, dependencies: Provenance["dependencies"]): BuildSource {
  const configuration = textAt(predicate, "invocation", "configSource", "uri");
  const built = sourceOf(
    undefined,
    dependencies.filter(({ uri = "" }) => configuration === undefined || !sameRepository(uri, configuration)),
  );
  return built.repository === undefined ? sourceOf02(predicate, dependencies) : built;
}

/** BuildKit has the arguments of the build in `args`; others have them side by side. */
function parametersOf(predicate: unknown): readonly BuildParameter[] {
  const all = [...entriesAt(predicate, "invocation", "parameters"), ...entriesAt(predicate, "invocation", "parameters", "args")];
  return all.map(([name, value]) => parameterOf(name, value));
}

function metadataOf(predicate: unknown, invocation: string, parameters: string): Partial<Provenance> {
  const materials = flagAt(predicate, "metadata", "completeness", "materials");
  const known = flagAt(predicate, "metadata", "completeness", parameters);
  const complete = present({ materials, parameters: known });
  return {
    ...present({
      builder: textAt(predicate, "builder", "id"),
      invocation: textAt(predicate, "metadata", invocation),
      startedOn: textAt(predicate, "metadata", "buildStartedOn"),
      finishedOn: textAt(predicate, "metadata", "buildFinishedOn"),
      reproducible: flagAt(predicate, "metadata", "reproducible"),
    }),
    ...(Object.keys(complete).length > 0 && { complete }),
  };
}
