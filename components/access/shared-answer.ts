import type { ViewOf } from "#contracts/views.ts";
import type { Question } from "./question.ts";

const who = { User: "one user", Group: "a member of one group", ServiceAccount: "one service account" } as const;

/** @returns the answer as it is shared; its title names nobody, and no object that may be called like somebody. */
export function sharedAnswer(scan: string, question: Question): { view: ViewOf<"answer">; title: string } {
  const { verb, resource, subresource, namespace } = question;
  const target = {
    verb,
    resource,
    ...(subresource !== undefined && { subresource }),
    ...(namespace !== undefined && { namespace }),
  };
  const plural = resource.startsWith("/") ? resource : (resource.split("/")[0] ?? "");
  const what = `${verb} ${subresource === undefined ? plural : `${plural}/${subresource}`}`;
  if (question.kind === "whoCan")
    return { view: { kind: "answer", scan, question: target }, title: `Who can ${what}`.slice(0, 120) };
  return {
    view: { kind: "answer", scan, question: target, as: { ...question.as } },
    title: `Whether ${who[question.as.kind]} can ${what}`.slice(0, 120),
  };
}
