/** What each command says of itself and takes. Nothing here runs one, so that help is there at once. */
import { type Command, Option } from "commander";
import { assertFormats, assessFormats, questionFormats } from "../formats.ts";
import { withContext, withFailOn, withOutput, withQuestion, withSecretNames, withSource } from "../options.ts";

export function describeScan(command: Command): Command {
  const scan = command.description("look at everything and run every check").summary("look at a cluster and assess it");
  return withFailOn(withOutput(withSecretNames(withSource(scan)), assessFormats));
}

export function describeCheck(command: Command): Command {
  const check = command
    .description("run the checks that are named, or all, and read only what they need")
    .summary("run some checks")
    .argument("[ids...]", "ids of checks, such as rbac/wildcard-verbs");
  return withFailOn(withOutput(withSecretNames(withSource(check)), assessFormats));
}

export function describeSnapshot(command: Command): Command {
  const snapshot = command
    .description("write a snapshot: names and settings, never the values of Secrets, ConfigMaps or environment variables")
    .summary("write a snapshot of a cluster")
    .argument("[file]", "where to; by default a name made of context and time, in this folder");
  return withSecretNames(withContext(snapshot));
}

export function describeWhoCan(command: Command): Command {
  const whoCan = command
    .description('list whom RBAC allows something: who-can get secrets -n payments, or who-can "read secrets in payments"')
    .summary("who is allowed something")
    .usage("[options] <verb> <resource>");
  return withOutput(withSource(withQuestion(whoCan)), questionFormats);
}

export function describeCanI(command: Command): Command {
  const canI = command
    .description(
      'tell whether somebody is allowed something by RBAC, and why: can-i get pods --as jane, or can-i "can jane get pods in shop"',
    )
    .summary("whether somebody is allowed something")
    .usage("[options] <verb> <resource> --as <user>")
    .option("--as <user>", "whom the question is about, such as jane or system:serviceaccount:NAMESPACE:NAME")
    .option("--as-group <group>", "a group of theirs; may be given several times", (group, before: string[] = []) => [
      ...before,
      group,
    ])
    .addOption(
      new Option(
        "--questions <file>",
        "answer a file of review questions, one JSON object a line; - is what is piped in",
      ).conflicts(["as", "asGroup", "subresource", "namespace", "allNamespaces"]),
    );
  return withOutput(withSource(withQuestion(canI)), questionFormats);
}

export function describeAssert(command: Command): Command {
  const assert = command
    .description("tell whether what a file says of who can do what is true, and who breaks it")
    .summary("check assertions about who can do what")
    .requiredOption("-f, --file <file>", "a file of assertions, as docs/assertions.md describes it; - is what is piped in");
  return withOutput(withSource(assert), assertFormats);
}

export function describeUsers(command: Command): Command {
  return command
    .summary("people of the installation on this machine")
    .description("see who signs in, and let somebody who is locked out choose a new password; on the machine with the database");
}

export function describeUsersList(command: Command): Command {
  return command.description("list who signs in, with role and scope");
}

export function describeUsersReset(command: Command): Command {
  return command
    .description("end somebody's sessions and print a link with which they choose a new password; it works once and for a day")
    .argument("<email>", "whose password");
}

export function describeRegister(command: Command): Command {
  return withContext(command)
    .summary("register a cluster with Drydock")
    .description("give Drydock a reader in the context's cluster, and register it with a token that ends soon and is renewed")
    .option("--server <url>", "Drydock's address, instead of $DRYDOCK_URL or this machine")
    .option(
      "--email <address>",
      "who signs in, instead of $DRYDOCK_EMAIL; the password is asked for, piped in or $DRYDOCK_PASSWORD",
    )
    .option("--name <name>", "what the cluster is called in Drydock, instead of the context's name")
    .option("--secret-names", "let Drydock list Secrets for their names and keys")
    .option("--print", "print the reader's objects for somebody else to apply, and do nothing")
    .option("-y, --yes", "apply without asking")
    .option("--scan", "start the first scan without asking");
}
