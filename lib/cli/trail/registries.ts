/** Which registries the command may ask: the one that the person names, and those of a file. */
import { parse } from "yaml";
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { parseImageReference } from "#core/supply-chain/images/reference.ts";
import { systemClock } from "#server/cluster/collect/clock.ts";
import { readEnvironment } from "#server/env/environment.ts";
import type { RegistryAccess, RegistrySettings } from "#server/registry/access.ts";
import type { HostOptions } from "#server/registry/hosts.ts";
import type { Io } from "../io.ts";
import { readText } from "../verify/files.ts";
import { version } from "../version.ts";

export interface RegistryOptions {
  readonly registries?: string;
  readonly offline?: boolean;
}

/** Absent where no network may be asked. */
export type NetworkAccess = { readonly settings: RegistrySettings; readonly hosts: HostOptions } | undefined;

const host = z.string().min(1).max(255);
const file = z
  .object({
    registries: z
      .array(
        z
          .object({
            host,
            via: host.optional(),
            username: z.string().optional(),
            /** Name of the variable that holds the password: a file is shared more easily than is meant. */
            passwordFrom: z.string().optional(),
            realms: z.array(host).optional(),
            contentHosts: z.array(host).optional(),
          })
          .strict(),
      )
      .default([]),
    signatures: z.array(z.object({ prefix: z.string(), repository: z.string() }).strict()).default([]),
  })
  .strict();

export async function readRegistries(
  io: Io,
  image: string,
  { registries: path, offline }: RegistryOptions,
): Promise<Result<NetworkAccess, Failure>> {
  if (offline) return ok(undefined);
  const settings = path === undefined ? ok({ registries: [], signatures: [] }) : await readSettings(io, path);
  if (!settings.ok) return settings;
  const environment = readEnvironment(io.env);
  if (!environment.ok) {
    const [problem] = environment.error;
    return err({ code: "usage", message: `${problem?.variable}: ${problem?.message}`, remedy: problem?.remedy ?? "" });
  }
  const { egress, authorities } = environment.value;
  const named = parseImageReference(image)?.registry;
  const listed = settings.value.registries.some((one) => one.host === named);
  const all = named === undefined || listed ? settings.value.registries : [...settings.value.registries, { host: named }];
  return ok({
    settings: { ...settings.value, registries: all },
    // The person who types the command chose the host, on a machine of their own.
    hosts: {
      policy: { loopback: true, privateRanges: true, ownEndpoints: [] },
      egress,
      authorities,
      clock: systemClock,
      version,
    },
  });
}

async function readSettings(io: Io, path: string): Promise<Result<RegistrySettings, Failure>> {
  const text = await readText(path);
  if (!text.ok) return text;
  const read = file.safeParse(parseYaml(text.value));
  if (!read.success) {
    const place = read.error.issues[0]?.path.join(".") ?? "";
    const message = `This is no list of registries${place === "" ? "" : `: ${place} is not as it should be`}.`;
    return err({ code: "usage", message, remedy: "Write registries, each with its host, as docs/cli.md describes it.", path });
  }
  const registries: RegistryAccess[] = [];
  for (const { username, passwordFrom, host: name, via, realms, contentHosts } of read.data.registries) {
    const password = passwordFrom === undefined ? undefined : io.env[passwordFrom];
    if (passwordFrom !== undefined && password === undefined)
      return err({ code: "usage", message: `${passwordFrom} is not set.`, remedy: `Set it to the password for ${name}.`, path });
    registries.push({
      host: name,
      ...(via !== undefined && { via }),
      ...(realms && { realms }),
      ...(contentHosts && { contentHosts }),
      ...(username !== undefined && password !== undefined && { credential: { username, password } }),
    });
  }
  return ok({ registries, signatures: read.data.signatures });
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { schema: "core", maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}
