/**
 * Who may push to a project of Harbor, by its API (https://goharbor.io, swagger v2.0): members of the project, its robots, and the
 * robots of the installation where the account may see them. Administrators of Harbor itself may always, and no list names them.
 */
import { z } from "zod";
import { found, type Look, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Pusher, ReportedRegistryPush } from "#core/supply-chain/source/registry-push.ts";
import type { Asking, ForgeApi } from "../../forge/api.ts";
import { malformed } from "../../forge/failures.ts";

const memberShape = z.object({
  entity_name: z.string().min(1).max(500),
  entity_type: z.string().max(10),
  role_id: z.int(),
  role_name: z.string().max(100).nullish(),
});

const robotShape = z.object({
  name: z.string().min(1).max(500),
  disable: z.boolean().nullish(),
  expires_at: z.int().nullish(),
  permissions: z
    .array(
      z.object({
        kind: z.string().nullish(),
        namespace: z.string().max(500).nullish(),
        access: z
          .array(z.object({ resource: z.string(), action: z.string(), effect: z.string().nullish() }))
          .max(1_000)
          .nullish(),
      }),
    )
    .max(1_000)
    .nullish(),
});
type Robot = z.infer<typeof robotShape>;

/** Project administrator, developer and maintainer; guests and limited guests pull. */
const pushing: ReadonlyMap<number, string> = new Map([
  [1, "projectAdmin"],
  [2, "developer"],
  [4, "maintainer"],
]);
const pulling = new Set([3, 5]);

/** @param project its name. */
export async function harborPush(api: ForgeApi, project: string, signal: AbortSignal): Promise<Look<ReportedRegistryPush>> {
  const path = `/projects/${encodeURIComponent(project)}`;
  const members = await listed(api, `${path}/members`, memberShape, { what: "members", signal });
  if (members.kind !== "found") return members;
  const strange = members.value.find(({ role_id: role }) => !pushing.has(role) && !pulling.has(role));
  const [own, all] = await Promise.all([
    listed(api, `${path}/robots`, robotShape, { what: "robots", signal }),
    listed(api, "/robots?q=Level%3Dsystem", robotShape, { what: "robots of the installation", signal }),
  ]);
  return found({
    place: `project ${project}`,
    pushers: [
      ...members.value.flatMap(memberOf),
      ...[own, all].flatMap((look) => (look.kind === "found" ? look.value.flatMap((one) => robotOf(one, project)) : [])),
    ],
    unseen: [
      ...(strange
        ? [`A role that is not known here (${strange.role_id}) is held by members: whether it may push is not known.`]
        : []),
      ...(own.kind === "unknown" ? [`Robots of the project were not looked at: ${own.failure.message}`] : []),
      ...(all.kind === "unknown" ? [`Robots of the whole installation were not looked at: ${all.failure.message}`] : []),
      "Administrators of Harbor may push everywhere, and are not among these.",
    ],
  });
}

async function listed<T>(api: ForgeApi, path: string, shape: z.ZodType<T>, asking: Asking): Promise<Look<readonly T[]>> {
  const answer = await api.list(`${path}${path.includes("?") ? "&" : "?"}page_size=100`, asking);
  if (answer.kind === "unknown") return { kind: "unknown", failure: told(answer.failure, api.host, asking.what) };
  if (answer.kind === "absent") return unknown("missing", `${api.host} has no ${asking.what}.`);
  const read = z.array(shape).safeParse(answer.value);
  return read.success ? found(read.data) : malformed(api.host, asking.what);
}

/** A forge is asked with a token, and a registry with the credential of its settings. */
function told(failure: LookFailure, host: string, what: string): LookFailure {
  const remedy = "Give a credential under Settings → Registries that may list the project’s members and robots.";
  if (failure.code === "unauthorized") return { ...failure, message: `${host} does not take the credential (401).`, remedy };
  if (failure.code === "forbidden")
    return { ...failure, message: `The account may not list the ${what} on ${host} (403).`, remedy };
  return failure;
}

function memberOf({ entity_name: name, entity_type: type, role_id: id, role_name: role }: z.infer<typeof memberShape>): Pusher[] {
  const usual = pushing.get(id);
  return usual === undefined ? [] : [{ name, kind: type === "g" ? "group" : "person", role: role ?? usual }];
}

function robotOf({ name, disable, expires_at: ends, permissions }: Robot, project: string): Pusher[] {
  if (disable === true) return [];
  const may = (permissions ?? []).some(
    ({ namespace, access }) =>
      (namespace === project || namespace === "*") &&
      (access ?? []).some(
        ({ resource, action, effect }) =>
          (resource === "repository" || resource === "*") && (action === "push" || action === "*") && effect !== "deny",
      ),
  );
  const until =
    ends && ends > 0 && ends < 8_640_000_000_000 ? `push, until ${new Date(ends * 1_000).toISOString().slice(0, 10)}` : "push";
  return may ? [{ name, kind: "robot", role: until }] : [];
}
