/** Rights as people read them: `every verb except get, list on pods`, `get on deployments.apps named web`. */
import { matrixVerbs } from "../cells.ts";
import type { Extent } from "./extent.ts";
import type { Right } from "./right.ts";

/** @returns one right in words. */
export function formatRight(right: Right): string {
  const verbs = listed(inUsualOrder(right.verbs), "every verb");
  if (right.about === "urls") return `${verbs} on ${listed(right.urls, "every URL")}`;
  return `${verbs} on ${resourceWords(right.resources, right.groups)}${nameWords(right.names)}`;
}

/** Verbs stand as people know them, others behind. */
function inUsualOrder({ all, of, except }: Extent): Extent {
  const place = (verb: string) => usual.indexOf(verb) + 1 || usual.length + 1;
  const sorted = (verbs: readonly string[]) => verbs.toSorted((a, b) => place(a) - place(b));
  return { all, of: sorted(of), except: sorted(except) };
}

const usual: readonly string[] = matrixVerbs;

function listed({ all, of, except }: Extent, everything: string): string {
  const words = all ? everything : of.join(", ");
  return except.length === 0 ? words : `${words} except ${except.join(", ")}`;
}

/** One group stands behind its resources, as kubectl writes it; more than one in words. */
function resourceWords(resources: Extent, groups: Extent): string {
  const [only] = groups.of;
  const single = !groups.all && groups.of.length === 1 && only !== undefined;
  const suffix = single && only !== "" ? `.${only}` : "";
  const written = (paths: readonly string[]) => paths.map((path) => path + suffix);
  const inGroups = single ? groupWord(only) : listed(withGroupWords(groups), "every group");
  const place = single && !resources.all ? "" : ` of ${inGroups}`;
  const words = resources.all ? "every resource" : written(resources.of).join(", ");
  const except = resources.except.length === 0 ? "" : ` except ${written(resources.except).join(", ")}`;
  return `${words}${place}${except}`;
}

function withGroupWords({ all, of, except }: Extent): Extent {
  return { all, of: of.map(groupWord), except: except.map(groupWord) };
}

function groupWord(group: string): string {
  return group === "" ? "the core group" : group;
}

function nameWords({ all, of, except }: Extent): string {
  if (!all) return ` named ${of.map((name) => name || '""').join(", ")}`;
  return except.length === 0 ? "" : ` except those named ${except.join(", ")}`;
}
