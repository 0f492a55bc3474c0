/** Rights as people read them: `every verb except get, list on pods`, `get on deployments.apps named web`. */
import type { Extent } from "./extent.ts";
import type { Right } from "./right.ts";

/** @returns one right in words. */
export function formatRight(right: Right): string {
  const verbs = listed(right.verbs, "every verb");
  if (right.about === "urls") return `${verbs} on ${listed(right.urls, "every URL")}`;
  return `${verbs} on ${resourceWords(right.resources, right.groups)}${nameWords(right.names)}`;
}

function listed({ all, of, except }: Extent, everything: string): string {
  const words = all ? everything : of.join(", ");
  return except.length === 0 ? words : `${words} except ${except.join(", ")}`;
}

/** One group stands behind its resources, as kubectl writes it; more than one in words. */
function resourceWords(resources: Extent, groups: Extent): string {
  const [only] = groups.of;
  const single = !groups.all && groups.of.length === 1 && only !== undefined;
  const suffix = single && only !== "" ? `.${only}` : "";
  const withGroup = {
    ...resources,
    of: resources.of.map((path) => path + suffix),
    except: resources.except.map((path) => path + suffix),
  };
  const words = listed(withGroup, "every resource");
  if (single) return resources.all ? `${words} of ${only === "" ? "the core group" : only}` : words;
  return `${words} of ${listed({ ...groups, of: groups.of.map(groupWord), except: groups.except.map(groupWord) }, "every group")}`;
}

function groupWord(group: string): string {
  return group === "" ? "the core group" : group;
}

function nameWords({ all, of, except }: Extent): string {
  if (!all) return ` named ${of.map((name) => name || '""').join(", ")}`;
  return except.length === 0 ? "" : ` except those named ${except.join(", ")}`;
}
