// Microsoft's published Adaptive Cards library reads our cards and says what it does not understand.
// In: one card a line, as JSON, on standard input. Out: "ok   n" or "FAIL n (reason)" a card; exit status 1 on a failure.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import vm from 'node:vm';

// The package is written for bundlers; its ready-made bundle runs anywhere.
const bundle = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.js');
const module = { exports: {} };
vm.runInThisContext(`(function (module, exports, self, window) {${readFileSync(bundle, 'utf8')}\n})`)(module, module.exports, globalThis, globalThis);
const cards = module.exports.AdaptiveCard ? module.exports : globalThis.AdaptiveCards;

let failed = 0;
readFileSync(0, 'utf8').split('\n').filter(Boolean).forEach((line, i) => {
  // The library's pattern for languages remembers where it stopped, and would refuse every second "en".
  cards.CardElement.langProperty.regEx.lastIndex = 0;
  const card = new cards.AdaptiveCard();
  const context = new cards.SerializationContext(new cards.Version(1, 5));
  card.parse(JSON.parse(line), context);
  const problems = [
    ...Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message),
    ...card.validateProperties().validationEvents.map((event) => event.message),
  ];
  failed += problems.length > 0 ? 1 : 0;
  console.log(problems.length === 0 ? `ok   ${i + 1}` : `FAIL ${i + 1} (${problems.join('; ')})`);
});
process.exit(failed > 0 ? 1 : 0);
