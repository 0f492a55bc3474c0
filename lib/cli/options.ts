/** Options that several commands share. */
import { type Command, Option } from "commander";
import { failOnChoices } from "./exit-codes.ts";

export interface NamespaceOptions {
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
}

/** Where to look: a live cluster, or something saved. */
export function withSource(command: Command): Command {
  return withContext(command).addOption(
    new Option("--snapshot <path>", "a snapshot, output of kubectl get -o yaml|json, or a folder of manifests").conflicts([
      "kubeconfig",
      "context",
    ]),
  );
}

/** A live cluster. */
export function withContext(command: Command): Command {
  return command
    .option("--kubeconfig <file>", "read this kubeconfig instead of $KUBECONFIG or ~/.kube/config")
    .option("--context <name>", "use this context instead of the current one");
}

/** What is saved already has them or not. */
export function withSecretNames(command: Command): Command {
  return command.addOption(
    new Option("--secret-names", "also read the names and keys of Secrets, never their values").conflicts("snapshot"),
  );
}

/** Secrets, too: whoever reads releases needs the right to read them. */
export function withHelmReleases(command: Command): Command {
  return command.addOption(
    new Option(
      "--helm-releases",
      "also read which objects the releases of Helm bring, never their values; needs the right to read Secrets",
    ).conflicts("snapshot"),
  );
}

/** @param formats the first one is used where none is chosen. */
export function withOutput(command: Command, formats: readonly string[]): Command {
  return command.addOption(new Option("-o, --output <format>", "how the answer is printed").choices(formats).default(formats[0]));
}

/** A group of whom the command is about. */
export function withGroups(command: Command): Command {
  return command.option("--as-group <group>", "a group of theirs; may be given several times", (group, before: string[] = []) => [
    ...before,
    group,
  ]);
}

export function withFailOn(command: Command): Command {
  return command.addOption(
    new Option("--fail-on <severity>", "exit with 1 for findings of this severity or a worse one")
      .choices(failOnChoices)
      .default("high"),
  );
}

/** What a question is about. */
export function withQuestion(command: Command): Command {
  return command
    .argument(
      "[question...]",
      "VERB RESOURCE[/NAME], or a question in words; RESOURCE is plural[.group], or a URL that begins with /",
    )
    .option("--subresource <name>", "ask about a subresource, such as exec or status")
    .option("-n, --namespace <name>", "ask about this namespace instead of the context's")
    .addOption(new Option("-A, --all-namespaces", "ask about at least one namespace").conflicts("namespace"));
}
