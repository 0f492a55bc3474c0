import { z } from "zod";
import { searchResultSchema, settingsSchema } from "../people.ts";
import { needing, none } from "./base.ts";

export const settingsRoutes = {
  get: needing("settings:admin")
    .route({ method: "GET", path: "/settings", tags: ["Settings"], summary: "How this installation is set up" })
    .input(none)
    .output(settingsSchema),
};

export const searchRoutes = {
  query: needing("report:read")
    .route({
      method: "GET",
      path: "/search",
      tags: ["Search"],
      summary: "Clusters, scans, checks, findings and subjects by text",
    })
    .input(z.object({ q: z.string().min(1).max(100) }))
    .output(searchResultSchema),
};
