/** SLSA 1.x: GitHub's, BuildKit's, Tekton Chains' and others'. */
import { commitOf, dependenciesOf, sourceOf, systemOf } from "./parts.ts";
import type { BuildParameter, BuildSource, Provenance } from "./provenance.ts";
import { entriesAt, flagAt, listAt, present, textAt } from "./read-json.ts";
import { parameterOf } from "./redact.ts";

const external = ["buildDefinition", "externalParameters"] as const;
const github = ["buildDefinition", "internalParameters", "github"] as const;
const metadata = ["runDetails", "metadata"] as const;
const resolved = ["buildDefinition", "resolvedDependencies"] as const;

export function readSlsa1(predicate: unknown): Provenance {
  const buildType = textAt(predicate, "buildDefinition", "buildType") ?? "";
  const dependencies = dependenciesOf(listAt(predicate, ...resolved));
  const complete = present({
    materials: flagAt(predicate, ...metadata, "buildkit_completeness", "resolvedDependencies"),
    parameters: flagAt(predicate, ...metadata, "buildkit_completeness", "request"),
  });
  return {
    format: "slsa-1",
    system: systemOf(buildType),
    buildType,
    source: sourceOf1(predicate, dependenciesOf(listAt(predicate, ...resolved).filter((one) => !isDefinition(one)))),
    dependencies,
    parameters: parametersOf(predicate),
    ...present({
      builder: textAt(predicate, "runDetails", "builder", "id"),
      invocation: textAt(predicate, ...metadata, "invocationId") ?? textAt(predicate, ...metadata, "invocationID"),
      trigger: textAt(predicate, ...github, "event_name"),
      runner: textAt(predicate, ...github, "runner_environment"),
      repositoryIdentifier: textAt(predicate, ...github, "repository_id"),
      repositoryOwnerIdentifier: textAt(predicate, ...github, "repository_owner_id"),
      startedOn: textAt(predicate, ...metadata, "startedOn"),
      finishedOn: textAt(predicate, ...metadata, "finishedOn"),
      reproducible: flagAt(predicate, ...metadata, "buildkit_reproducible"),
    }),
    ...(Object.keys(complete).length > 0 && { complete }),
  };
}

/** Tekton Chains names the repository that a pipeline was fetched from, too: how it was built, and not from what. */
function isDefinition(dependency: unknown): boolean {
  return ["pipeline", "pipelineTask", "task"].includes(textAt(dependency, "name") ?? "");
}

/** A workflow on GitHub, a source that BuildKit fetched, the checkout that a local build stood in, or what a builder calls repository. */
function sourceOf1(predicate: unknown, dependencies: Provenance["dependencies"]): BuildSource {
  const workflow = [...external, "workflow"] as const;
  const config = [...external, "configSource"] as const;
  const checkout = [...metadata, "buildkit_metadata", "vcs"] as const;
  const digest = Object.fromEntries(entriesAt(predicate, ...config, "digest"));
  const revision = textAt(predicate, ...checkout, "revision");
  const uri =
    textAt(predicate, ...workflow, "repository") ??
    textAt(predicate, ...config, "uri") ??
    textAt(predicate, ...external, "repository") ??
    textAt(predicate, ...external, "source") ??
    textAt(predicate, ...checkout, "source");
  const known = present({
    commit: commitOf({ digest }) ?? (revision === undefined ? undefined : commitOf({ digest: { sha1: revision } })),
    ref: textAt(predicate, ...workflow, "ref") ?? textAt(predicate, ...external, "ref"),
    entryPoint: textAt(predicate, ...workflow, "path") ?? textAt(predicate, ...config, "path"),
  });
  return sourceOf(uri, dependencies, known);
}

function parametersOf(predicate: unknown): readonly BuildParameter[] {
  const places = [external, [...external, "inputs"], [...external, "vars"], [...external, "request", "args"]] as const;
  return places.flatMap((place) => entriesAt(predicate, ...place).map(([name, value]) => parameterOf(name, value)));
}
