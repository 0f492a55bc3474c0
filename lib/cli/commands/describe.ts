/** What each command says of itself and takes. Nothing here runs one, so that help is there at once. */
import { type Command, Option } from "commander";

import { diffFailOnChoices } from "../exit-codes.ts";
import {
  assertFormats,
  assessFormats,
  diffFormats,
  fileFormats,
  manifestFormats,
  matrixFormats,
  pathEnds,
  questionFormats,
  upgradeFormats,
} from "../formats.ts";

import {
  withContext,
  withFailOn,
  withGroups,
  withHelmReleases,
  withOutput,
  withQuestion,
  withSecretNames,
  withSource,
} from "../options.ts";

export function describeScan(command: Command): Command {
  const scan = command.description("look at everything and run every check").summary("look at a cluster and assess it");
  return withFailOn(withOutput(withHelmReleases(withSecretNames(withSource(scan))), assessFormats));
}

export function describeCheck(command: Command): Command {
  const check = command
    .description("run the checks that are named, or all, and read only what they need")
    .summary("run some checks")
    .argument("[ids...]", "ids of checks, such as rbac/wildcard-verbs");
  return withFailOn(withOutput(withHelmReleases(withSecretNames(withSource(check))), assessFormats));
}

export function describeSnapshot(command: Command): Command {
  const snapshot = command
    .description("write a snapshot: names and settings, never the values of Secrets, ConfigMaps or environment variables")
    .summary("write a snapshot of a cluster")
    .argument("[file]", "where to; by default a name made of context and time, in this folder");
  return withHelmReleases(withSecretNames(withContext(snapshot)));
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
    .addOption(new Option("--list", "list everything that they may do, and why").conflicts(["questions", "subresource"]))
    .addOption(
      new Option(
        "--questions <file>",
        "answer a file of review questions, one JSON object a line; - is what is piped in",
      ).conflicts(["as", "asGroup", "subresource", "namespace", "allNamespaces"]),
    );
  return withOutput(withSource(withQuestion(withGroups(canI))), questionFormats);
}

export function describeLookup(command: Command): Command {
  const lookup = command
    .summary("bindings of a subject, holders of a role")
    .description("show what is bound to a subject, who holds a role, or both for whatever has a text in its name")
    .argument("<name...>", "sa:NAMESPACE/NAME, user:NAME, group:NAME, role/NAME, clusterrole/NAME, or a part of a name")
    .option("-n, --namespace <name>", "of a Role");
  return withOutput(withSource(lookup), questionFormats);
}

export function describePolicyRules(command: Command): Command {
  const policyRules = command
    .summary("every right of everybody as a table")
    .description("write every right that every binding gives to every subject, one record each")
    .option("-n, --namespace <name>", "only what holds in this namespace or everywhere")
    .option("--subject <text>", "only subjects with this in their name");
  return withOutput(withSource(policyRules), fileFormats);
}

export function describeMatrix(command: Command): Command {
  const matrix = command
    .summary("subjects by resources and verbs")
    .description("print who may do what to which resource, a line for each subject and resource")
    .option("-n, --namespace <name>", "what holds inside this namespace")
    .option("--subject <text>", "only subjects with this in their name")
    .addOption(new Option("--kind <kind>", "only subjects of this kind").choices(["User", "Group", "ServiceAccount"]))
    .option("--resource <name>", "only this resource, such as pods/exec or deployments.apps")
    .option("--risky", "only subjects with dangerous rights")
    .option("--defaults", "also subjects with nothing but what Kubernetes itself creates");
  return withOutput(withSource(matrix), matrixFormats);
}

export function describeGenerate(command: Command): Command {
  const generate = command
    .summary("the least role for what was done")
    .description("make the least role that allows what an audit log shows or a list asks for, and nothing else")
    .option(
      "--from-audit <file>",
      "an audit log of the API server, JSON lines, plain or gzip, of any size; - is what is piped in",
    )
    .addOption(
      new Option("--actions <file>", "a list of actions, one JSON object a line; - is what is piped in").conflicts("fromAudit"),
    )
    .option("--as <user>", "whose requests to read, and whom to bind, such as system:serviceaccount:NAMESPACE:NAME")
    .option("--name <name>", "what the role is called", "least-privilege")
    .option("--names", "limit rules to the names of objects that are asked for")
    .option("--compare", "say which granted rights were not used; reads the cluster or the snapshot");
  return withOutput(withSource(withGroups(generate)), manifestFormats);
}

export function describeAssert(command: Command): Command {
  const assert = command
    .description("tell whether what a file says of who can do what is true, and who breaks it")
    .summary("check assertions about who can do what")
    .requiredOption("-f, --file <file>", "a file of assertions, as docs/assertions.md describes it; - is what is piped in");
  return withOutput(withSource(assert), assertFormats);
}

export function describePaths(command: Command): Command {
  const paths = command
    .description(
      "list who reaches cluster-admin, nodes, Secrets or the cloud by escalating, or show one subject's paths hop by hop",
    )
    .summary("who can escalate, how, and which bindings to cut")
    .argument("[subject]", "User:NAME, Group:NAME, ServiceAccount:NAMESPACE/NAME, or the name of a user")
    .addOption(new Option("--to <end>", "only paths to this end; for the list, cluster-admin by default").choices(pathEnds));
  return withOutput(withSecretNames(withSource(paths)), questionFormats);
}

export function describeRbac(command: Command): Command {
  return command.summary("compare roles and bindings").description("see who gains or loses what, in effective permissions");
}

export function describeRbacDiff(command: Command): Command {
  const diff = withContext(command)
    .summary("what a change to roles and bindings would do")
    .description("tell who would gain or lose what by a change before it is applied, or did between two snapshots")
    .option(
      "--snapshot <path>",
      "a snapshot, output of kubectl get, or a folder; a second one is compared with the first",
      several,
    )
    .option("--against <path>", "compare with this snapshot")
    .option("--with <file>", "Roles, ClusterRoles and bindings as they will be applied; - reads the input", several)
    .option("--delete <object>", "an object that will be deleted, such as 'RoleBinding payments/oncall'", several)
    .addOption(
      new Option("--fail-on <what>", "exit with 1 for new risks, or for anything that anybody gains")
        .choices(diffFailOnChoices)
        .default("new-risk"),
    );
  return withOutput(diff, diffFormats);
}

export function describeUpgrade(command: Command): Command {
  const upgrade = command
    .summary("which manifests an upgrade breaks")
    .description("tell which manifests a minor of Kubernetes will refuse, and what to write instead; no cluster is asked")
    .requiredOption("-f, --file <path>", "YAML or JSON, a folder, or - for what is piped in; may be given several times", several)
    .option("--target <minor>", "the minor to go to, such as 1.37; by default the newest one that is known")
    .option("--from <minor>", "the minor that runs today: tells what can be changed before the upgrade")
    .option("--convert", "print what to write instead, as differences; no file is changed");
  return withFailOn(withOutput(upgrade, upgradeFormats));
}

export function describePodSecurity(command: Command): Command {
  const pss = command
    .summary("which manifests Pod Security refuses")
    .description(
      "tell which pods and templates of pods a level of the Pod Security Standards refuses, as the API server does; no cluster is asked",
    )
    .requiredOption("-f, --file <path>", "YAML or JSON, a folder, or - for what is piped in; may be given several times", several)
    .addOption(
      new Option("--level <level>", "the level to hold them to").choices(["baseline", "restricted"]).makeOptionMandatory(),
    )
    .option("--version <version>", "the policy's version, such as v1.34", "latest");
  return withOutput(pss, questionFormats);
}

export function describeImages(command: Command): Command {
  const images = command
    .summary("which images run where")
    .description("list the images that run, by digest, with their workloads and how much their references settle")
    .option("-n, --namespace <name>", "only what runs in this namespace");
  return withOutput(withSource(images), questionFormats);
}

export function describeTrail(command: Command): Command {
  const trail = command
    .summary("from an image back to its source")
    .description("find what is kept beside an image, verify it, and show how far its trail goes, link by link")
    .argument("<image>", "REGISTRY/REPOSITORY:TAG or @DIGEST, or the path of an OCI layout, a folder or an archive")
    .option(
      "--trust <file>",
      "trust this public key or trusted_root.json instead of Sigstore's public-good root; may be given several times",
      several,
    )
    .option("--policy <file>", "who may sign: a name and signers, as docs/cli.md describes it")
    .option("--bundles <file>", "also judge the bundles of this file, one a line")
    .option("--registries <file>", "mirrors, credentials, and where tokens and content may come from")
    .option("--forges <file>", "forges that may be asked about commits, and whose signatures on commits are trusted")
    .addOption(new Option("--offline", "ask no registry and no forge").conflicts("registries"));
  return withOutput(trail, questionFormats);
}

export function describeVerify(command: Command): Command {
  const verify = command
    .summary("whether a signature is of a file or image, and of whom")
    .description(
      "verify a Sigstore bundle against a file or a digest, by the public-good root, a root or a key of yours; no network is asked",
    )
    .requiredOption("--bundle <file>", "the bundle, as JSON")
    .addOption(new Option("--artifact <file>", "the file that should be signed").conflicts("digest"))
    .option("--digest <digest>", "the digest of the file or image that should be signed, as sha256:…")
    .option("--trusted-root <file>", "trust this trusted_root.json instead of Sigstore's public-good root")
    .addOption(
      new Option("--key <file>", "trust this public key, in PEM; with --trusted-root the signature must be in its log").conflicts(
        ["identity", "issuer"],
      ),
    )
    .option("--identity <name>", "the signer's subject, exactly: an address or the URI of a workflow")
    .option("--issuer <url>", "who vouches for the identity, exactly");
  return withOutput(verify, questionFormats);
}

function several(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
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
