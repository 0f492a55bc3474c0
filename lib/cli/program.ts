/** The command line: which commands there are and what they take. It decides nothing about a cluster. */
import { Command, CommanderError } from "commander";
import type { AssertOptions } from "./commands/assert.ts";
import type { AssessOptions } from "./commands/assess.ts";
import type { CanIOptions } from "./commands/can-i.ts";
import {
  describeAssert,
  describeCanI,
  describeCheck,
  describeGenerate,
  describeImages,
  describeLookup,
  describeMatrix,
  describePaths,
  describePodSecurity,
  describePolicyRules,
  describeRbac,
  describeRbacDiff,
  describeRegister,
  describeScan,
  describeSnapshot,
  describeTrail,
  describeUpgrade,
  describeUsers,
  describeUsersList,
  describeUsersReset,
  describeVerify,
  describeWhoCan,
} from "./commands/describe.ts";
import type { GenerateOptions } from "./commands/generate.ts";
import type { ImagesOptions } from "./commands/images.ts";
import type { LookupOptions } from "./commands/lookup.ts";
import type { MatrixOptions } from "./commands/matrix.ts";
import type { PathsOptions } from "./commands/paths.ts";
import type { PodSecurityOptions } from "./commands/pod-security.ts";
import type { PolicyRulesOptions } from "./commands/policy-rules.ts";
import type { RbacDiffOptions } from "./commands/rbac-diff.ts";
import type { RegisterOptions } from "./commands/register.ts";
import type { SnapshotOptions } from "./commands/snapshot.ts";
import type { TrailOptions } from "./commands/trail.ts";
import type { UpgradeOptions } from "./commands/upgrade.ts";
import type { VerifyOptions } from "./commands/verify.ts";
import type { WhoCanOptions } from "./commands/who-can.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { version } from "./version.ts";

/** Runs one command. @returns its exit code; what the person typed wrongly is told, and is 2. */
export async function runCommand(io: Io, args: readonly string[]): Promise<number> {
  const outcome: { code: number } = { code: exitCodes.unsure };
  try {
    await createProgram(io, outcome).parseAsync([...args], { from: "user" });
    return outcome.code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.yes : exitCodes.unsure;
  }
}

/** @param outcome where the command leaves its exit code. */
function createProgram(io: Io, outcome: { code: number }): Command {
  const program = new Command("drydock")
    .description("Inspects Kubernetes clusters and proves what it says.")
    .version(version, "-v, --version")
    .enablePositionalOptions()
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  describeScan(program.command("scan")).action(async (options: AssessOptions) => {
    const { scan } = await import("./commands/assess.ts");
    outcome.code = await scan(io, options);
  });
  describeCheck(program.command("check")).action(async (ids: string[], options: AssessOptions) => {
    const { check } = await import("./commands/assess.ts");
    outcome.code = await check(io, ids, options);
  });
  describeSnapshot(program.command("snapshot")).action(async (file: string | undefined, options: SnapshotOptions) => {
    const { snapshot } = await import("./commands/snapshot.ts");
    outcome.code = await snapshot(io, file, options);
  });
  describeWhoCan(program.command("who-can")).action(async (words: string[], options: WhoCanOptions) => {
    const { whoCan } = await import("./commands/who-can.ts");
    outcome.code = await whoCan(io, words, options);
  });
  describeCanI(program.command("can-i")).action(async (words: string[], options: CanIOptions) => {
    const { canI } = await import("./commands/can-i.ts");
    outcome.code = await canI(io, words, options);
  });
  describeAssert(program.command("assert")).action(async (options: AssertOptions) => {
    const { assertCommand } = await import("./commands/assert.ts");
    outcome.code = await assertCommand(io, options);
  });
  describeLists(program, io, outcome);
  describePaths(program.command("paths")).action(async (subject: string | undefined, options: PathsOptions) => {
    const { paths } = await import("./commands/paths.ts");
    outcome.code = await paths(io, subject, options);
  });
  describeRbacDiff(describeRbac(program.command("rbac")).command("diff")).action(async (options: RbacDiffOptions) => {
    const { rbacDiff } = await import("./commands/rbac-diff.ts");
    outcome.code = await rbacDiff(io, options);
  });
  describeUpgrade(program.command("upgrade")).action(async (options: UpgradeOptions) => {
    const { upgrade } = await import("./commands/upgrade.ts");
    outcome.code = await upgrade(io, options);
  });
  describePodSecurity(program.command("pss")).action(async (options: PodSecurityOptions) => {
    const { podSecurity } = await import("./commands/pod-security.ts");
    outcome.code = await podSecurity(io, options);
  });
  describeImages(program.command("images")).action(async (options: ImagesOptions) => {
    const { images } = await import("./commands/images.ts");
    outcome.code = await images(io, options);
  });
  describeTrail(program.command("trail")).action(async (image: string, options: TrailOptions) => {
    const { trail } = await import("./commands/trail.ts");
    outcome.code = await trail(io, image, options);
  });
  describeVerify(program.command("verify")).action(async (options: VerifyOptions) => {
    const { verify } = await import("./commands/verify.ts");
    outcome.code = await verify(io, options);
  });
  describeRegister(program.command("register")).action(async (options: RegisterOptions) => {
    const { register } = await import("./commands/register.ts");
    outcome.code = await register(io, options);
  });
  const users = describeUsers(program.command("users"));
  describeUsersList(users.command("list")).action(async () => {
    outcome.code = await (await import("./commands/users.ts")).users(io, ["list"]);
  });
  describeUsersReset(users.command("reset")).action(async (email: string) => {
    outcome.code = await (await import("./commands/users.ts")).users(io, ["reset", email]);
  });
  return program;
}

/** The commands that list and make rights. */
function describeLists(program: Command, io: Io, outcome: { code: number }): void {
  describeLookup(program.command("lookup")).action(async (name: string[], options: LookupOptions) => {
    const { lookup } = await import("./commands/lookup.ts");
    outcome.code = await lookup(io, name.join(" "), options);
  });
  describeMatrix(program.command("matrix")).action(async (options: MatrixOptions) => {
    const { matrix } = await import("./commands/matrix.ts");
    outcome.code = await matrix(io, options);
  });
  describePolicyRules(program.command("policy-rules")).action(async (options: PolicyRulesOptions) => {
    const { policyRules } = await import("./commands/policy-rules.ts");
    outcome.code = await policyRules(io, options);
  });
  describeGenerate(program.command("generate")).action(async (options: GenerateOptions) => {
    const { generate } = await import("./commands/generate.ts");
    outcome.code = await generate(io, options);
  });
}
