using System.Globalization;
using System.Security.Cryptography;
using TalusBot.Tools.ConvertUseLite;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: ConvertUseLite <unpacked npm package> <file to write>");
    return 2;
}

if (TensorFile.Open(args[0], out var problem) is not { } tensors)
{
    Console.Error.WriteLine(problem);
    return 1;
}

var vocabulary = Vocabulary.Read(Path.Combine(args[0], "dist", "vocab.json"));
var file = ModelWriter.Write(tensors, vocabulary);
File.WriteAllBytes(args[1], file);
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{args[1]}: {file.Length} bytes, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}"));
return 0;
