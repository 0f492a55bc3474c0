import type { Metadata } from "next";
import { ReviewPage } from "#components/reviews/review-page.tsx";
import { pageActor } from "#server/http/page.ts";

export const metadata: Metadata = { title: "Access review" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await pageActor();
  return <ReviewPage id={(await params).id} />;
}
