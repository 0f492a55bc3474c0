/** Who and what may push to where an image lies, as its registry says. Nothing of it is verified: it is the registry's word. */
import type { Reported } from "./words.ts";

export const pushApis = ["harbor", "quay", "gitlab"] as const;
export type PushApi = (typeof pushApis)[number];

export interface Pusher {
  readonly name: string;
  readonly kind: "person" | "group" | "robot" | "token";
  /** As the registry calls it, such as `maintainer`. */
  readonly role: string;
}

export interface ReportedRegistryPush {
  /** Such as `project acme`. */
  readonly place: string;
  readonly pushers: readonly Pusher[];
  /** What of it could not be seen, or is not asked, in sentences. */
  readonly unseen: readonly string[];
}

/** The last answer, and why there is no newer one. */
export interface RegistryPushLook {
  readonly host: string;
  /** Absent where nobody may ask the registry. */
  readonly api?: PushApi;
  readonly answer?: ReportedRegistryPush;
  readonly failure?: { readonly message: string; readonly remedy: string };
  readonly lookedAt?: Date;
}

/** @returns where rights are given on a registry: of Harbor the project, of Quay and GitLab the repository. */
export function pushPlace(api: PushApi, repository: string): string {
  return api === "harbor" ? (repository.split("/")[0] ?? repository) : repository;
}

const mostNames = 20;
const kinds = { person: "people", group: "groups", robot: "robots", token: "tokens" } as const;

/** @returns what the registry says, with the day on which it did; where nobody looked, that, and what to do. */
export function registryPushWords({ host, api, answer, failure, lookedAt }: RegistryPushLook): readonly Reported[] {
  const by = host;
  if (api === undefined)
    return [{ by, says: "Who may push to it: not looked. Choose under Settings → Registries whose API tells it." }];
  if (answer === undefined || lookedAt === undefined) {
    const why = failure === undefined ? "It was not asked yet." : [failure.message, failure.remedy].filter(Boolean).join(" ");
    return [{ by, says: `Who may push to it: not looked. ${why}` }];
  }
  const on = `As of ${lookedAt.toISOString().slice(0, 10)}`;
  const told = Object.entries(kinds).flatMap(([kind, many]) => {
    const same = answer.pushers.filter((one) => one.kind === kind);
    return same.length === 0 ? [] : [`${many} ${namesOf(same)}`];
  });
  const count = answer.pushers.length;
  const says =
    count === 0
      ? `${on} it names nobody who may push to ${answer.place}.`
      : `${on}, ${count} may push to ${answer.place}: ${told.join("; ")}.`;
  const since = failure === undefined ? [] : [`It could not be asked again: ${failure.message}`];
  return [says, ...answer.unseen, ...since].map((one) => ({ by, says: one }));
}

function namesOf(pushers: readonly Pusher[]): string {
  const names = pushers.slice(0, mostNames).map(({ name, role }) => `${name} (${role})`);
  const more = pushers.length - mostNames;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
