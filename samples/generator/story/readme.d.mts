import type { Story } from './story.mjs';

export function refreshReadme(readme: string, story: Story): string;
