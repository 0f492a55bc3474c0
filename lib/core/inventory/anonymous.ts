/** What the API server answers to whoever shows no credential. Only the registered origin was asked, and only statuses are kept. */
import type { Gap } from "./gap.ts";

/** The paths, in the order in which they are asked for. The first four are open by Kubernetes' own default roles. */
export const anonymousPaths = ["/version", "/livez", "/readyz", "/healthz", "/api"] as const;

export interface AnonymousAnswer {
  readonly path: string;
  /** Of HTTP. 401: not without a credential; 403: heard, and not allowed. */
  readonly status: number;
  /** Whether the body is what the API server answers there; a login page of something before it is not. */
  readonly open?: true;
}

/** From when to when the certificate lasts that was shown at the registered address, in RFC 3339. */
export interface ShownCertificate {
  readonly from: string;
  readonly until: string;
}

export type AnonymousProbe =
  | {
      readonly state: "asked";
      readonly answers: readonly AnonymousAnswer[];
      /** Absent where the way there does not show it, and in formats before version 13. */
      readonly certificate?: ShownCertificate;
    }
  | { readonly state: "unread"; readonly gap: Gap };
