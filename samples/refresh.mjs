#!/usr/bin/env node
/** Writes the committed sample anew: audit.log, story.json, and the line numbers in README.md. A test compares all three. */
import { readFileSync, writeFileSync } from 'node:fs';
import { incidentLog } from './generator/incident.mjs';
import { refreshReadme } from './generator/story/readme.mjs';
import { tellStory } from './generator/story/story.mjs';

const here = (/** @type {string} */ path) => new URL(path, import.meta.url);

const log = incidentLog();
const lines = [...log.lines];
const story = tellStory(log, lines.length);
writeFileSync(here('incident/audit.log'), `${lines.join('\n')}\n`);
writeFileSync(here('incident/story.json'), `${JSON.stringify(story, null, 2)}\n`);
writeFileSync(here('README.md'), refreshReadme(readFileSync(here('README.md'), 'utf8'), story));
