import { oc } from "@orpc/contract";
import { z } from "zod";
import { clusterIdSchema, scanIdSchema } from "../common.ts";
import type { Need } from "../needs.ts";

/** What every route declares: the right that it needs. A route without one does not compile. */
interface RouteMeta {
  needs: Need;
  /** The answer is shown this once, because it carries a secret or promises to be kept nowhere: not even for a request that comes again. */
  showsOnce?: boolean;
}
const base = oc.$meta<Partial<RouteMeta>>({});
/** @returns the beginning of a route that answers who holds this right. */
export const needing = (needs: Need) => base.meta({ needs });

/** @returns the beginning of a route whose answer is shown this once, and kept nowhere. */
export const showingOnce = (needs: Need) => base.meta({ needs, showsOnce: true });

export const none = z.object({}).optional();
export const byCluster = z.object({ id: clusterIdSchema });
export const byScan = z.object({ id: scanIdSchema });
