/** A list of actions: one JSON object a line, as `can-i --questions` takes them; whose they are does not matter. */
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import type { Attributes } from "#core/rbac/attributes.ts";
import type { Action } from "#core/rbac/generate/action.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";

const text = z.string().max(1_000);
const lineSchema = z.strictObject({
  user: text.optional(),
  groups: z.array(text).optional(),
  verb: text.min(1),
  group: text.optional(),
  resource: text.optional(),
  subresource: text.optional(),
  name: text.optional(),
  namespace: text.optional(),
  path: text.optional(),
});

/** @returns the actions, or which line is none. */
export async function readActions(chunks: AsyncIterable<Uint8Array>): Promise<Result<readonly Action[], Failure>> {
  const actions: Action[] = [];
  let number = 0;
  for await (const line of createInterface({ input: Readable.from(chunks), crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (line.trim() === "") continue;
    const action = actionOf(line);
    if (action === undefined) return err(notAnAction(number));
    actions.push(action);
  }
  return ok(actions);
}

function notAnAction(number: number): Failure<"actionInvalid"> {
  return {
    code: "actionInvalid",
    message: `Line ${number} is no action.`,
    remedy:
      'Write one JSON object a line, such as {"verb":"get","group":"","resource":"pods","namespace":"shop"} or {"verb":"get","path":"/metrics"}.',
  };
}

function actionOf(line: string): Action | undefined {
  const parsed = lineSchema.safeParse(parse(line));
  if (!parsed.success) return undefined;
  const { verb, group = "", resource = "", subresource = "", name = "", namespace = "", path = "" } = parsed.data;
  if ((path === "") === (resource === "")) return undefined;
  const attributes: Attributes =
    path === ""
      ? { verb, group, resource, ...(subresource === "" ? {} : { subresource }), ...(name === "" ? {} : { name }) }
      : { verb, path };
  return { attributes, namespace: path === "" ? namespace : "" };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
