// A bot of the same kind on botbuilder and MiniSearch, to measure turns beside: answers with the best passage and stores
// nothing. Started as: node bot.mjs PORT passages.json
import fs from 'node:fs';
import http from 'node:http';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from 'botbuilder';
import MiniSearch from 'minisearch';

const [port, passages] = process.argv.slice(2);
const index = new MiniSearch({ fields: ['text'], storeFields: ['speaker', 'text'] });
index.addAll(JSON.parse(fs.readFileSync(passages, 'utf8')));

const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  const [best] = index.search(context.activity.text);
  await context.sendActivity(MessageFactory.text(best ? `${best.speaker}: ${best.text}` : 'Nothing here answers that.'));
  await next();
});

// No app id: everybody on this machine is believed, as TalusBot does without one.
const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
adapter.onTurnError = async (_, error) => {
  throw error;
};

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString('utf8'));
}

// What the adapter needs of a web framework, on Node's own server: quicker than with one.
function forAdapter(response) {
  return {
    status: code => (response.statusCode = code),
    header: (name, value) => response.setHeader(name, value),
    send: body => response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body)),
    end: () => response.end(),
  };
}

http
  .createServer(async (request, response) => {
    if (request.url === '/health') return response.end();
    try {
      request.body = await bodyOf(request);
      await adapter.process(request, forAdapter(response), context => bot.run(context));
    } catch (error) {
      console.error(error);
      response.writeHead(500).end();
    }
  })
  .listen(Number(port), '127.0.0.1');
