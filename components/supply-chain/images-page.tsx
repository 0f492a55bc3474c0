"use client";
import { Link2 } from "lucide-react";
import { Button } from "../ui/button.tsx";
import { Link } from "../ui/link.tsx";
import { EmptyState } from "../ui/states.tsx";
import { SupplyFrame } from "./supply-frame.tsx";

/** `/supply-chain`: the images that run, and how each link of their trails stands. */
export function ImagesPage() {
  return (
    <SupplyFrame>
      <h1 className="sr-only">Images</h1>
      <EmptyState
        icon={<Link2 aria-hidden />}
        title="No image has been looked at yet"
        action={
          <Button asChild>
            <Link href="/scans">Open the scans</Link>
          </Button>
        }
      >
        Here stands where each image that runs came from: its digest, who signed it, what built it and from which commit, each
        with the bytes that prove it.
      </EmptyState>
    </SupplyFrame>
  );
}
