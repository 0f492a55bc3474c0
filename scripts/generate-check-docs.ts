/**
 * Writes docs/checks: a page for each check, from what the check says of itself and from the worlds of its test, judged here
 * by the check itself. With `--check` it writes nothing, names the pages that differ, and ends with 1.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { Check } from "#core/checks/define.ts";
import { checks } from "#core/checks/index.ts";
import type { CheckWorlds, World } from "#core/checks/tester.ts";
import { definitionOf } from "#core/inventory/resources.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "docs", "checks");

/** A test declares its worlds to the runner of tests; here there is none, and only the worlds are wanted. */
const noRunner =
  "data:text/javascript,export const describe = () => {}; export const test = () => {}; export const expect = () => {};";
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "vitest" ? { url: noRunner, shortCircuit: true } : next(specifier, context),
});

const pillars = { access: "Access", platform: "Platform", "supply-chain": "Supply chain", upgrade: "Upgrade" };
const layers = { cloud: "cloud", cluster: "cluster", container: "container", code: "code" };
const seen = {
  api: "the Kubernetes API",
  "static-pods": "static pods in kube-system",
  probe: "requests to the registered address without a credential",
  product: "Drydock's own data",
  attestation: "what somebody attests",
};
const responsible = { platform: "platform team", application: "application team", provider: "provider" };

type Worlds = CheckWorlds<string> | CheckWorlds<string, never>;
type Judge = (check: Check, world: World) => ReturnType<typeof import("#core/checks/tester.ts").verdictOfWorld>;

/** A page shows so many objects of an example; where there are more, they repeat each other. */
const shownObjects = 6;

function yamlOf({ objects }: World): string {
  if (objects.length === 0) return "";
  const shown = objects.slice(0, shownObjects).map((object) => stringify(JSON.parse(JSON.stringify(object)), { lineWidth: 0 }));
  const rest = objects.length > shownObjects ? `# and ${objects.length - shownObjects} more\n` : "";
  return `\n\`\`\`yaml\n${shown.join("---\n")}${rest}\`\`\`\n`;
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}

function unseenOf({ unseen = [], notAsked = [], dark = {}, absent = [] }: World): string {
  const parts = [
    ...notAsked.map((resource) => `nobody asked for ${resource}`),
    ...unseen.map((resource) => `nothing of ${resource} was seen`),
    ...Object.entries(dark).map(([resource, namespaces]) => `${resource} was not seen in ${namespaces.join(", ")}`),
    ...absent.map((resource) => `the cluster does not serve ${resource}`),
  ];
  return parts.length === 0 ? "" : `\nHere ${parts.join(", and ")}.\n`;
}

function credentialOf({ credential }: World): string {
  if (credential === undefined) return "";
  const { kind, expiresAt } = credential;
  const end = kind === "inCluster" ? "Kubernetes renews it" : expiresAt === undefined ? "no end" : `valid until ${expiresAt}`;
  return `\nDrydock's credential: \`${kind}\`, ${end}.\n`;
}

/** What the verdict rests on beside the objects: the minor, where it is not the newest, and what was uploaded. */
function upgradeOf({ minor, target, serves = [], evidence }: World): string {
  const parts = [
    ...(minor === undefined ? [] : [`The cluster runs Kubernetes ${minor}.`]),
    ...(target === undefined ? [] : [`The target is Kubernetes 1.${target}.`]),
    ...serves.map(({ group, version, kind }) => `It serves ${kind} of \`${group}/${version}\`.`),
    ...(evidence === undefined ? [] : [`Known beside the scan: \`${JSON.stringify(evidence)}\`.`]),
  ];
  return parts.length === 0 ? "" : `\n${parts.join(" ")}\n`;
}

function example(check: Check, world: World, judge: Judge, wanted: string): string {
  const verdict = judge(check, world);
  if (verdict.kind !== wanted) throw new Error(`${check.id}: the world "${world.name}" is ${verdict.kind} and not ${wanted}`);
  const found =
    verdict.kind === "fail"
      ? `\n${verdict.findings.map(({ severity, title }) => `- **${severity}**: \`${title}\``).join("\n")}\n`
      : "";
  return `### ${sentence(world.name)}\n${yamlOf(world)}${credentialOf(world)}${upgradeOf(world)}${unseenOf(world)}${found}`;
}

function examples(check: Check, { pass, fail, notApplicable, notAssessed }: Worlds, judge: Judge): string {
  const section = (title: string, worlds: readonly World[], kind: string) =>
    worlds.length === 0 ? "" : `\n## ${title}\n\n${worlds.map((world) => example(check, world, judge, kind)).join("\n")}`;
  return [
    section("What fails", fail, "fail"),
    section("What passes", pass, "pass"),
    section("What it does not apply to", notApplicable ?? [], "notApplicable"),
    section("What it cannot tell", notAssessed, "notAssessed"),
  ].join("");
}

function page(check: Check, worlds: Worlds, judge: Judge): string {
  const reads = check.reads.map((resource) => `\`${resource}\`${definitionOf(resource).optional ? " (optional)" : ""}`);
  const rows = [
    ["Check", `\`${check.id}\`, meaning ${check.major}, since ${check.since}`],
    ["Pillar", pillars[check.pillar]],
    ["Layer", layers[check.layer]],
    ["Seen by", seen[check.seenBy]],
    ["Who acts", responsible[check.responsible]],
    ...(check.answers.length > 0 ? [["Answers", check.answers.map((id) => `\`${id}\``).join(", ")]] : []),
    ["Reads", reads.join(", ") || "nothing of the cluster"],
  ];
  const messages = Object.entries(check.messages).map(([key, { text, severity }]) => `| \`${key}\` | ${severity} | ${text} |`);
  return `<!-- Written by scripts/generate-check-docs.ts from the check and its test. -->
# ${check.title}

| | |
| --- | --- |
${rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n")}

## Why it matters

${check.docs.why}

## What to do

${check.docs.fix}

## What it says

| message | severity | sentence |
| --- | --- | --- |
${messages.join("\n")}
${examples(check, worlds, judge)}
## References

${check.docs.refs.map((ref) => `- <${ref}>`).join("\n")}
`;
}

function overview(): string {
  const rows = checks.map((check) => {
    const severities = [...new Set(Object.values(check.messages).map(({ severity }) => severity))].join(", ");
    return `| [\`${check.id}\`](${check.id}.md) | ${check.title} | ${severities} |`;
  });
  return `<!-- Written by scripts/generate-check-docs.ts from the checks. -->
# Checks

Each check ends in one of four verdicts: pass, fail, not applicable (proven irrelevant), not assessed (we could not look). What
was not seen is never a pass.

| check | finds | severity |
| --- | --- | --- |
${rows.join("\n")}
`;
}

async function pages(): Promise<Map<string, string>> {
  const { tested, verdictOfWorld } = await import("#core/checks/tester.ts");
  const written = new Map([["README.md", overview()]]);
  for (const check of checks) {
    await import(new URL(`../lib/core/checks/${check.id}.test.ts`, import.meta.url).href);
    const found = tested.get(check.id);
    if (found === undefined) throw new Error(`the test of ${check.id} declares no worlds`);
    written.set(`${check.id}.md`, page(check, found.worlds, verdictOfWorld));
  }
  return written;
}

function pagesOnDisk(): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function read(name: string): string | undefined {
  return pagesOnDisk().includes(name) ? readFileSync(join(folder, name), "utf8") : undefined;
}

const wanted = await pages();
const stale = [...wanted].filter(([name, text]) => read(name) !== text).map(([name]) => name);
const stray = pagesOnDisk().filter((name) => !wanted.has(name));
if (process.argv.includes("--check")) {
  for (const name of [...stale, ...stray])
    console.error(`docs/checks/${name} is not what the check says: run node scripts/generate-check-docs.ts`);
  process.exitCode = stale.length + stray.length > 0 ? 1 : 0;
} else {
  for (const name of stray) rmSync(join(folder, name));
  for (const name of stale) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), wanted.get(name) as string);
  }
  console.log(`${wanted.size} pages, ${stale.length} written, ${stray.length} removed`);
}
