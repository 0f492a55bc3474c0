/** What somebody did or wants to do, and where: what a least-privilege role is made from. */
import { type Attributes, isUrl } from "../attributes.ts";

export interface Action {
  readonly attributes: Attributes;
  /** Empty: of the whole cluster, or of all namespaces. */
  readonly namespace: string;
}

/** @returns a text that is equal for equal actions. */
export function actionKey({ attributes, namespace }: Action): string {
  if (isUrl(attributes)) return JSON.stringify([attributes.verb, attributes.path]);
  const { verb, group, resource, subresource = "", name = "" } = attributes;
  return JSON.stringify([namespace, verb, group, resource, subresource, name]);
}

/** Verbs whose requests never carry a name that a rule could ask for: `create` of an object is by POST, without one. */
const nameless = new Set(["create", "deletecollection"]);

/** @returns the action without its name, or with it where a rule that names it would allow it. */
export function withName(action: Action, wanted: boolean): Action {
  const { attributes } = action;
  if (isUrl(attributes) || attributes.name === undefined) return action;
  if (wanted && !(nameless.has(attributes.verb) && !attributes.subresource)) return action;
  const { name: _name, ...rest } = attributes;
  return { ...action, attributes: rest };
}
