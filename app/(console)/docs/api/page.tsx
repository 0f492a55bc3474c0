import type { Metadata } from "next";
import { ApiDocs } from "#components/api-docs/api-docs-page.tsx";
import { type OpenApi, readReference } from "#components/api-docs/reference.ts";
import { openApiDocument } from "#server/http/openapi/openapi.ts";
import { pageActor } from "#server/http/page.ts";
import { apiEntry } from "#server/http/runtime.ts";

export const metadata: Metadata = { title: "API reference" };

export default async function Page({ searchParams }: { searchParams: Promise<{ section?: string | string[] }> }) {
  await pageActor();
  const { publicUrl, services } = apiEntry();
  const base = `${publicUrl.origin}/api/v1`;
  const document = (await openApiDocument(services.version)) as OpenApi;
  const { section } = await searchParams;
  return (
    <ApiDocs
      reference={readReference(document, base)}
      base={base}
      limits={services.settings.limits}
      section={typeof section === "string" ? section : undefined}
    />
  );
}
