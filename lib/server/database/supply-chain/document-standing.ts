/** Where a document about images comes from, and what it is worth at the moment. */
import type { VerificationState } from "../../../core/supply-chain/verification/result.ts";
import { Prisma } from "../generated/client.ts";
import type { Scope } from "../scope.ts";
import type { HeldTo } from "./images.ts";

export interface DocumentOrigin {
  readonly origin: "upload" | "attestation" | "cluster" | "clair" | "osv";
  /** The two below are null where nothing vouches for it but who uploaded it. */
  readonly state: VerificationState | null;
  readonly stateReason: string | null;
  /** Null where nobody signed it, or nobody knows who did. */
  readonly signerName: string | null;
  readonly uploadedBy: string;
  /** Whose scan saw it; null where the scope does not see that cluster, too. */
  readonly cluster: string | null;
  /** An image that it is attested to was judged by other rules than today's, or looked at too long ago. */
  readonly stale: boolean;
}

/** @returns the columns of `DocumentOrigin`, of `security_documents d`. */
export function originColumns({ clusters }: Scope, { revision, staleBefore }: HeldTo): Prisma.Sql {
  const visible = clusters === "all" ? Prisma.sql`TRUE` : Prisma.sql`o.id = ANY(${[...clusters.keys()]}::text[])`;
  return Prisma.sql`d.origin, d.state, d.state_reason AS "stateReason", d.signer_name AS "signerName", d.uploaded_by AS "uploadedBy",
    (SELECT o.name FROM clusters o WHERE o.id = d.cluster_id AND o.removed_at IS NULL AND ${visible}) AS cluster,
    EXISTS (SELECT FROM attested_documents a JOIN registry_images j ON j.id = a.image_id WHERE a.document_id = d.id
      AND (j.judged_by IS DISTINCT FROM ${revision} OR j.looked_at < ${staleBefore})) AS stale`;
}

/** Whether a document, of `security_documents d`, is more than a claim that somebody wrote beside an image. */
export const isVouchedFor = Prisma.sql`(d.origin <> 'attestation' OR d.state = 'verified')`;
