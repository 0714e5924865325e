using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace TalusBot.Storage;

/// <summary>Keeps the keys that protect the maintainers' sign-ins and forms, so that a restart signs nobody out and processes over one store agree.</summary>
internal sealed class ProtectionKeys(Store store) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        store.Read(session => session.Query("SELECT xml FROM protection_key ORDER BY created_at, id", row => row.GetString(0))).ConvertAll(XElement.Parse);

    public void StoreElement(XElement element, string friendlyName) => store.WriteAsync("", session => session.Execute(
        "INSERT INTO protection_key (id, created_at, xml) VALUES (@id, @now, @xml) ON CONFLICT (id) DO NOTHING",
        ("@id", friendlyName), ("@now", store.Now), ("@xml", element.ToString(SaveOptions.DisableFormatting)))).GetAwaiter().GetResult();
}
