using TalusBot.Commands;

return await CommandLine.RunAsync(args);
