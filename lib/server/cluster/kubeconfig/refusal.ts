/** The words in which a kubeconfig is refused. They name fields and lines, and never repeat a value. */
import type { Failure } from "#core/result.ts";
import type { EndpointCode } from "../../net/endpoint.ts";

export type KubeconfigCode =
  | EndpointCode
  | "tooLarge"
  | "notUtf8"
  | "yamlInvalid"
  | "yamlAnchor"
  | "yamlTag"
  | "yamlMergeKey"
  | "yamlTooDeep"
  | "multipleDocuments"
  | "duplicateKey"
  | "notAKubeconfig"
  | "fieldRefused"
  | "fieldUnknown"
  | "fieldInvalid"
  | "contextRequired"
  | "contextUnknown"
  | "missingReference"
  | "duplicateName"
  | "serverMissing"
  | "authorityInvalid"
  | "noCredential"
  | "twoCredentials"
  | "certificateInvalid"
  | "certificateExpired"
  | "keyInvalid"
  | "keyEncrypted"
  | "keyMismatch"
  | "tokenInvalid"
  | "tokenExpired";

export interface KubeconfigRefused extends Failure<KubeconfigCode> {
  /** Counted from 1. */
  readonly line?: number;
}

/** The way in for every cluster that the person's own kubectl reaches. */
export const REGISTER =
  "Run `npx drydock register --context NAME` where kubectl works: it makes a read-only account with a short-lived token.";
const FLATTEN =
  "Give the file with its contents embedded (`kubectl config view --minify --flatten`), or run `npx drydock register --context NAME`.";

type FieldRefusal = readonly [reason: string, remedy: string];

const PATH_FIELD: FieldRefusal = ["names a file, and Drydock reads no file that a kubeconfig names", FLATTEN];
const IMPERSONATION: FieldRefusal = [
  "acts as somebody else, and what Drydock may read has to be its own",
  "Remove it, and give the account that is to be used itself; `npx drydock register --context NAME` makes one.",
];
const PASSWORD: FieldRefusal = ["is password sign-in, which Kubernetes no longer has", REGISTER];

const CLUSTER_FIELDS: Readonly<Record<string, FieldRefusal>> = {
  "certificate-authority": PATH_FIELD,
  "insecure-skip-tls-verify": [
    "turns off the check of the server's certificate, so that anybody on the way could read the credential",
    "Remove it and give certificate-authority-data; if the certificate is for another name, give tls-server-name as well.",
  ],
  "proxy-url": [
    "sends the credential through a proxy of the file's choosing",
    "Remove it, and register the cluster where it is reached directly.",
  ],
};

const USER_FIELDS: Readonly<Record<string, FieldRefusal>> = {
  exec: ["runs a program on the machine that reads the file, and Drydock runs none", REGISTER],
  "auth-provider": ["calls a sign-in plugin, which can run a program, and Drydock runs none", REGISTER],
  tokenFile: PATH_FIELD,
  "token-file": PATH_FIELD,
  "client-certificate": PATH_FIELD,
  "client-key": PATH_FIELD,
  username: PASSWORD,
  password: PASSWORD,
  as: IMPERSONATION,
  "as-uid": IMPERSONATION,
  "as-groups": IMPERSONATION,
  "as-user-extra": IMPERSONATION,
  impersonate: IMPERSONATION,
  "impersonate-uid": IMPERSONATION,
  "impersonate-groups": IMPERSONATION,
  "impersonate-user-extra": IMPERSONATION,
};

const REFUSED = { cluster: CLUSTER_FIELDS, user: USER_FIELDS } as const;

/** @returns why a field that is not on the allow-list is refused; a known one with its own reason, any other as unknown. */
export function refuseField(section: "cluster" | "user" | "other", path: string, name: string, line: number): KubeconfigRefused {
  const known =
    section === "other"
      ? undefined
      : (ownEntry(REFUSED[section], name) ?? ownEntry(REFUSED.user, name) ?? ownEntry(REFUSED.cluster, name));
  if (known) return { code: "fieldRefused", message: `${path} ${known[0]}.`, remedy: known[1], path, line };
  return {
    code: "fieldUnknown",
    message: `${path} is not a field that Drydock accepts.`,
    remedy:
      "Remove it; accepted are server, certificate-authority-data, tls-server-name, token, client-certificate-data and client-key-data.",
    path,
    line,
  };
}

function ownEntry<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** A field's name as it may be shown: a long or strange one may be a value that slipped, so it is not repeated. */
export function showName(name: string): string {
  return /^[A-Za-z0-9_.-]{1,40}$/.test(name) ? name : "(a name that is not shown)";
}
