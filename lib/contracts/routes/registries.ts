import { z } from "zod";
import {
  newRegistrySchema,
  registryChangeSchema,
  registryCredentialSchema,
  registryIdSchema,
  registryListSchema,
  registrySchema,
} from "../supply-chain/registries.ts";
import { needing } from "./base.ts";

const byRegistry = z.object({ id: registryIdSchema });
const tags = ["Registries"] as const;

export const registriesRoutes = {
  list: needing("settings:admin")
    .route({ method: "GET", path: "/registries", tags, summary: "The registries that may be asked" })
    .input(z.object({}))
    .output(registryListSchema),
  get: needing("settings:admin")
    .route({ method: "GET", path: "/registries/{id}", tags, summary: "One registry, with what its last test showed" })
    .input(byRegistry)
    .output(registrySchema),
  create: needing("settings:admin")
    .route({ method: "POST", path: "/registries", tags, summary: "Allow a registry to be asked", successStatus: 201 })
    .input(newRegistrySchema)
    .output(registrySchema),
  change: needing("settings:admin")
    .route({
      method: "PATCH",
      path: "/registries/{id}",
      tags,
      summary: "Change where and how a registry is asked",
      description: "Its credential is erased where another host or authority would get to see it.",
    })
    .input(registryChangeSchema)
    .output(registrySchema),
  putCredential: needing("settings:admin")
    .route({
      method: "PUT",
      path: "/registries/{id}/credential",
      tags,
      summary: "Give a registry's credential, in the place of the old one",
    })
    .input(byRegistry.extend(registryCredentialSchema.shape))
    .output(registrySchema),
  eraseCredential: needing("settings:admin")
    .route({
      method: "DELETE",
      path: "/registries/{id}/credential",
      tags,
      summary: "Erase a registry's credential",
      successStatus: 204,
    })
    .input(byRegistry)
    .output(z.undefined()),
  test: needing("settings:admin")
    .route({
      method: "POST",
      path: "/registries/{id}/test",
      tags,
      summary: "Test a registry in the worker; the answer is a fixed category",
      successStatus: 202,
    })
    .input(byRegistry)
    .output(registrySchema),
  remove: needing("settings:admin")
    .route({ method: "DELETE", path: "/registries/{id}", tags, summary: "Ask a registry no more", successStatus: 204 })
    .input(byRegistry)
    .output(z.undefined()),
};
