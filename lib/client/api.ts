import { createORPCClient } from "@orpc/client";
import type { AnyContractRouter, ContractRouterClient } from "@orpc/contract";
import type { JsonifiedClient } from "@orpc/openapi-client";
import { OpenAPILink } from "@orpc/openapi-client/fetch";
import { createTanstackQueryUtils } from "@orpc/tanstack-query";
import type { api as contract } from "#contracts/api.ts";
import { ApiError, problemOfResponse } from "./problem.ts";
import routes from "./routes.json" with { type: "json" };

type Client = JsonifiedClient<ContractRouterClient<typeof contract>>;

const link = new OpenAPILink(routes as unknown as AnyContractRouter, {
  url: () => `${globalThis.location.origin}/api/v1`,
  fetch: async (request, init) => {
    const response = await globalThis.fetch(request, { ...init, credentials: "same-origin" });
    if (response.ok) return response;
    throw new ApiError(await problemOfResponse(response));
  },
});

/** Query, infinite-query and mutation options of every route of `/api/v1`: `api.fleet.get.queryOptions()`. */
export const api = createTanstackQueryUtils<Client>(createORPCClient<Client>(link));
