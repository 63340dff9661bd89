using Loyalty.Examples;

if (args is not [var document, var folder])
{
    await Console.Error.WriteLineAsync("usage: Loyalty.Examples OPENAPI_JSON FOLDER");
    return 2;
}

return await RequestFiles.Write(document, folder, Console.Error);
