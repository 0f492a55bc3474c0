/** `assert`: whether what a file says of who can do what is true of a cluster. */
import { readFile } from "node:fs/promises";
import type { Assertion } from "#core/rbac/assertions/assertion.ts";
import { evaluateAssertion } from "#core/rbac/assertions/evaluate.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { readAssertionFile } from "#server/assertions/assertion-file.ts";
import { type Asserted, asJson, asJunit, asText } from "../assertions/present.ts";
import { exitCodes } from "../exit-codes.ts";
import type { AssertFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { rbacResources } from "../question/open.ts";
import { type OpenedInventory, openInventory, type SourceOptions } from "../source/open-inventory.ts";

export interface AssertOptions extends SourceOptions {
  readonly file: string;
  readonly output: AssertFormat;
}

export async function assertCommand(io: Io, options: AssertOptions): Promise<number> {
  const read = await readAssertions(io, options.file);
  if (!read.ok) return refuse(io, read.error);
  const opened = await openInventory(io, options, { resources: rbacResources });
  if (!opened.ok) return refuse(io, opened.error);
  const index = buildRbacIndex(opened.value.inventory);
  const asserted = read.value.map((assertion) => ({ assertion, result: evaluateAssertion(index, assertion) }));
  const code = exitCodeOf(asserted);
  const presenters = {
    table: asText,
    json: asJson,
    junit: asJunit,
    sarif: () => asSarifOf(io, opened.value, { assertions: read.value, code }),
  };
  await print(io, await presenters[options.output](asserted));
  return code;
}

function exitCodeOf(asserted: readonly Asserted[]): number {
  if (asserted.some(({ result }) => result.verdict === "broken")) return exitCodes.no;
  return asserted.some(({ result }) => result.verdict === "unknown") ? exitCodes.unsure : exitCodes.yes;
}

/** The same findings as a scan's, so that code scanning knows them again. */
async function asSarifOf(
  io: Io,
  opened: OpenedInventory,
  { assertions, code }: { readonly assertions: readonly Assertion[]; readonly code: number },
): Promise<Iterable<string>> {
  const { asSarif } = await import("../sarif/log.ts");
  const { reportOn } = await import("../assessment/report.ts");
  const { default: check } = await import("#core/checks/rbac/assertion.ts");
  return asSarif(reportOn(opened, { checks: [check], now: io.now(), assertions }), code);
}

type FileFailure = Failure<"assertionsUnreadable" | "assertionsInvalid">;

async function readAssertions(io: Io, path: string): Promise<Result<readonly Assertion[], FileFailure>> {
  let text: string;
  try {
    text = path === "-" ? await allOf(io.stdin) : await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = code === "ENOENT" ? `There is nothing at ${path}.` : `${path} cannot be read (${code}).`;
    return err({
      code: "assertionsUnreadable",
      message,
      remedy: "Name a file of assertions with -f, or - for what is piped in.",
    });
  }
  const read = readAssertionFile(text);
  if (read.ok) return ok(read.value);
  const [last, ...others] = read.error.toReversed();
  for (const issue of others.toReversed()) tell(io, placed(issue));
  return err({
    code: "assertionsInvalid",
    message: last ? placed(last) : "",
    remedy: "The format is described in docs/assertions.md.",
  });
}

function placed({ path, message }: { readonly path: string; readonly message: string }): string {
  return path === "" ? message : `${path}: ${message}`;
}

async function allOf(stream: AsyncIterable<string | Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString("utf8");
}
