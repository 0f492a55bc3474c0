/**
 * Who of AWS is whom in the cluster, from the ConfigMap kube-system/aws-auth. Only ARNs, numbers of accounts and names of groups
 * pass: what has another form is counted and not kept.
 * https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 */
import { parse } from "yaml";
import type { CloudMap } from "../items.ts";
import { type Fields, isFields } from "./read.ts";

const longest = 1024 * 1024;
const most = 2000;
const arn = /^arn:[a-z-]{3,20}:(?:iam|sts)::\d{12}:[\w+=,.@/:-]{1,200}$/;
const account = /^\d{12}$/;
const group = /^[\w:.@/+=-]{1,253}$/;

type Entry = CloudMap["entries"][number];
const lists = [
  { key: "mapRoles", kind: "role", field: "rolearn" },
  { key: "mapUsers", kind: "user", field: "userarn" },
] as const;

/** @returns what the ConfigMap maps, or undefined where it is another one. */
export function projectCloudMap(metadata: Fields | undefined, data: Fields): CloudMap | undefined {
  if (metadata?.namespace !== "kube-system" || metadata.name !== "aws-auth") return undefined;
  let unread = false as boolean;
  const read = (key: string): readonly unknown[] => {
    const list = listOf(data[key]);
    unread ||= list === undefined || list.length > most;
    return list?.slice(0, most) ?? [];
  };
  const entries = lists.flatMap(({ key, kind, field }): Entry[] =>
    read(key).map((one) => {
      const groups = isFields(one) ? namesOf(one.groups) : undefined;
      unread ||= groups === undefined;
      const identity = isFields(one) && typeof one[field] === "string" && arn.test(one[field]) ? one[field] : undefined;
      return { kind, ...(identity && { identity }), groups: groups ?? [] };
    }),
  );
  const accounts = read("mapAccounts").map((one): Entry => {
    const identity = String(one).padStart(12, "0");
    return { kind: "account", ...(account.test(identity) && { identity }), groups: [] };
  });
  return { entries: [...entries, ...accounts], ...(unread && { unread: true }) };
}

/** @returns the list that a text of YAML holds; undefined where it holds something else. */
function listOf(written: unknown): readonly unknown[] | undefined {
  if (written === undefined) return [];
  if (typeof written !== "string" || written.length > longest) return undefined;
  try {
    const value: unknown = parse(written) ?? [];
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function namesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string" && group.test(one))) return undefined;
  return value;
}
